import {
  AlertTriangle, ArrowLeft, ArrowRight, Ban, BookOpen, Box, Check, CheckCircle2, ChevronRight, ChartScatter, Circle, CircleDot, CircleHelp, Cloud, CloudOff, Command, Crosshair,
  Donut, Download, Eye, EyeOff, Flag, Folder, FolderOpen, GitMerge, Grid3x3, Hand, HardDrive, Home, Image, Inbox, Keyboard, Layers, ListChecks, LoaderCircle, LogOut, Maximize,
  Minus, Moon, MousePointer2, Pause, Pentagon, PersonStanding, Play, Plus, Redo2, RefreshCw, Save, Scissors, Search, Send, Server, Settings, Spline, SlidersHorizontal, Square, Tag, Trash2, Undo2, Upload, User, Users, X, ZoomIn, ZoomOut,
  Scan, ScanSearch, WandSparkles, Brush, Eraser, PaintBucket, Slice, SquareMinus, SquarePlus, AlignCenterHorizontal, AlignCenterVertical, AlignEndHorizontal, AlignEndVertical, AlignHorizontalDistributeCenter, AlignStartHorizontal, AlignStartVertical, AlignVerticalDistributeCenter,
  ArrowLeftRight, Waypoints, ChevronFirst, ChevronLast, ChevronsLeft, ChevronsRight, Combine, Diamond, Film, MoveHorizontal, MoveLeft, MoveRight, Split, Video, StepBack, StepForward, UnfoldHorizontal,
  BrainCircuit, MousePointerClick, ScanEye, Bookmark, CircleDashed, Lock, LockOpen, Pin, ScissorsLineDashed, TriangleAlert, Magnet, Link2, Route, SplinePointer, type LucideIcon,
} from 'lucide-react';

const ICONS = {
  alert: AlertTriangle, back: ArrowLeft, forward: ArrowRight, ban: Ban, book: BookOpen, check: Check, done: CheckCircle2, chevron: ChevronRight, todo: Circle, active: CircleDot,
  help: CircleHelp, cloud: Cloud, 'cloud-off': CloudOff, palette: Command, focus: Crosshair, download: Download, eye: Eye, 'eye-off': EyeOff, flag: Flag, folder: Folder,
  'folder-open': FolderOpen, merge: GitMerge, hand: Hand, brush: Brush, eraser: Eraser, fill: PaintBucket, slice: Slice, 'mask-add': SquarePlus, 'mask-subtract': SquareMinus, disk: HardDrive, home: Home, image: Image, inbox: Inbox, keyboard: Keyboard, layers: Layers, list: ListChecks, busy: LoaderCircle,
  leave: LogOut, fit: Maximize, minus: Minus, theme: Moon, pointer: MousePointer2, pause: Pause, polygon: Pentagon, hole: Donut, polyline: Spline, points: ChartScatter, ellipse: Circle, skeleton: PersonStanding, cuboid: Box, play: Play, plus: Plus, redo: Redo2, refresh: RefreshCw, save: Save, scissors: Scissors, wand: WandSparkles, grabcut: ScanSearch, superpixels: Grid3x3, tighten: Scan,
  search: Search, send: Send, server: Server, settings: Settings, sliders: SlidersHorizontal, box: Square, tag: Tag, trash: Trash2, undo: Undo2, upload: Upload, person: User, people: Users, close: X, 'zoom-in': ZoomIn, 'zoom-out': ZoomOut,
  'align-left': AlignStartVertical, 'align-middle': AlignCenterVertical, 'align-right': AlignEndVertical, 'align-top': AlignStartHorizontal, 'align-centre': AlignCenterHorizontal, 'align-bottom': AlignEndHorizontal,
  'spread-x': AlignHorizontalDistributeCenter, 'spread-y': AlignVerticalDistributeCenter, bookmark: Bookmark, occluded: CircleDashed, lock: Lock, unlock: LockOpen, pin: Pin, truncated: ScissorsLineDashed, difficult: TriangleAlert,
  magnet: Magnet, shared: Link2, trace: Route, 'erase-corners': SplinePointer,
  model: BrainCircuit, click: MousePointerClick, detect: ScanEye,
  film: Film, 'step-forward': StepForward, 'step-back': StepBack, 'fast-forward': ChevronsRight, rewind: ChevronsLeft, 'key-next': ChevronLast, 'key-previous': ChevronFirst, keyframe: Diamond, split: Split, unite: Combine, swap: ArrowLeftRight, relate: Waypoints, carry: UnfoldHorizontal, follow: MoveHorizontal, 'trace-ahead': MoveRight, 'trace-back': MoveLeft, camera: Video,
} satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof ICONS;

export function isIconName(name: string): name is IconName {
  return Object.hasOwn(ICONS, name);
}

/** A drawn sign without words; whatever it stands on carries the words. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  const Drawn = ICONS[name];
  return <Drawn size={size} strokeWidth={1.75} aria-hidden focusable={false} />;
}

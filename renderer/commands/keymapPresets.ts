import type { OwnKeys } from '../session/screenStore.ts';

const labels = (modifier: string): OwnKeys => Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => [`object.label${digit}`, [`${modifier}${digit}`]]));

/** CVAT 2.54: F is next and D is previous, N draws again or finishes, Ctrl with a digit gives a label. */
export const CVAT_KEYS: OwnKeys = {
  ...labels('$mod+'),
  'task.next': ['f'], 'task.previous': ['d'], 'task.done': ['Shift+Enter'], 'task.queue': ['v'], 'task.reopen': ['Shift+Backspace'],
  'draw.again': ['n'], 'draw.select': ['Shift+s'], 'draw.cuboid': ['Alt+Shift+q'], 'space.turnRight': ['Alt+Shift+t'],
  'clip.next': ['f'], 'clip.previous': ['d'], 'clip.forward': ['v'], 'clip.back': ['c'], 'clip.nextKeyframe': ['r'], 'clip.previousKeyframe': ['e'], 'clip.nextChapter': ['b'], 'clip.previousChapter': ['x'],
  'track.play': ['Space'], 'track.keyframe': ['k'], 'track.outside': ['o'], 'track.merge': ['m'], 'track.split': ['Alt+m'], 'track.carry': ['$mod+b'], 'track.deleteFrames': ['Alt+Delete'], 'track.goTo': ['Backquote'],
  'draw.brush': ['Shift+Digit1'], 'draw.eraser': ['Shift+Digit2'], 'draw.maskAdd': ['Shift+Digit3'], 'draw.maskSubtract': ['Shift+Digit4'],
  'flag.raise': ['Shift+f'], 'flag.mine': ['Alt+Shift+f'],
  'object.group': ['g'], 'object.ungroup': ['Shift+g'], 'draw.grabcut': ['Alt+Shift+g'], 'object.hide': ['h'], 'object.hideAll': ['t h'], 'object.lock': ['l'], 'object.lockAll': ['t l'], 'object.pin': ['p'], 'object.occluded': ['q', 'Slash'],
  'object.front': ['Equal', 'NumpadAdd'], 'object.back': ['Minus', 'NumpadSubtract'], 'view.zoomIn': ['$mod+Equal', '$mod+NumpadAdd'], 'view.zoomOut': ['$mod+Minus', '$mod+NumpadSubtract'],
  'help.shortcuts': ['F1'], 'help.keys': ['F2'],
};

/** Label Studio: tools on letters (R, P, V, H), Ctrl with the arrows from task to task, Alt for lock and visibility. */
export const LABEL_STUDIO_KEYS: OwnKeys = {
  'task.next': ['$mod+ArrowRight'], 'task.previous': ['$mod+ArrowLeft'], 'task.done': ['$mod+Enter'], 'task.queue': ['$mod+Space'],
  'draw.box': ['r'], 'draw.polygon': ['p'], 'draw.select': ['v'], 'draw.pan': ['h'],
  'edit.selectNone': ['u', '$mod+Shift+a'], 'object.delete': ['Backspace', 'Delete'], 'object.duplicate': ['$mod+d'],
  'object.hide': ['Alt+h'], 'object.lock': ['Alt+l'], 'object.next': ['Alt+Period', 'Tab'],
};

/** labelme: D is next and A is previous, Ctrl with a letter takes a tool. */
export const LABELME_KEYS: OwnKeys = {
  'task.next': ['d', '$mod+Shift+d'], 'task.previous': ['a', '$mod+Shift+a'], 'edit.selectNone': ['Alt+Shift+a'], 'task.done': ['Shift+Enter'], 'task.reopen': ['Shift+Backspace'],
  'draw.polygon': ['$mod+n'], 'draw.box': ['$mod+r'], 'draw.select': ['$mod+j'], 'object.duplicate': ['$mod+d'], 'object.delete': ['Delete'],
  'view.fit': ['$mod+f', '0'], 'object.find': ['Slash'], 'view.zoomIn': ['$mod+Equal', '$mod+NumpadAdd'], 'view.zoomOut': ['$mod+Minus', '$mod+NumpadSubtract'],
};

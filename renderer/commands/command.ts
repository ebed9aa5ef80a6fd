/**
 * A verb the person can reach by menu, key, button or palette. One object feeds them all. `View` is what the command
 * may look at and act through (assembled in `app/`).
 */
export interface Command<View> {
  readonly id: string;
  /** Key of the label in the catalogue: `command.<id>`. */
  readonly group: 'file' | 'edit' | 'view' | 'draw' | 'object' | 'arrange' | 'stage' | 'clip' | 'track' | 'task' | 'model' | 'flag' | 'sync' | 'help';
  /** tinykeys notation; the first is shown. `$mod` is Ctrl, or Cmd on a Mac. */
  readonly keys: readonly string[];
  /** Name of a lucide icon for the toolbar, or null. */
  readonly icon: string | null;
  enabled(view: View): boolean;
  run(view: View): void | Promise<void>;
}

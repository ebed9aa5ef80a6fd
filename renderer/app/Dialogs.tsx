import type { ComponentType } from 'react';
import { About } from '../panels/about/About.tsx';
import { Attention } from '../panels/attention/Attention.tsx';
import { useBench, useScreen } from '../panels/benchContext.ts';
import { ExportDialog } from '../panels/export/ExportDialog.tsx';
import { FolderBrowser } from '../panels/folders/FolderBrowser.tsx';
import { ImportDialog } from '../panels/import/ImportDialog.tsx';
import { KeysDialog } from '../panels/keys/KeysDialog.tsx';
import { ModelsDialog } from '../panels/models/ModelsDialog.tsx';
import { Palette } from '../panels/palette/Palette.tsx';
import { PeopleDialog } from '../panels/people/PeopleDialog.tsx';
import { Propagate } from '../panels/propagate/Propagate.tsx';
import { RecordDialog } from '../panels/record/RecordDialog.tsx';
import { ThemesDialog } from '../panels/reflection/ThemesDialog.tsx';
import { RelateDialog } from '../panels/relations/RelateDialog.tsx';
import { MarksDialog } from '../panels/review/MarksDialog.tsx';
import { ReviewDialog } from '../panels/review/ReviewDialog.tsx';
import { ServerPanel } from '../panels/server/ServerPanel.tsx';
import { ShortcutSheet } from '../panels/shortcuts/ShortcutSheet.tsx';
import { CameraDialog } from '../panels/timeline/CameraDialog.tsx';
import { CarryDialog } from '../panels/timeline/CarryDialog.tsx';
import { ChapterDialog } from '../panels/timeline/ChapterDialog.tsx';
import { ValueOverDialog } from '../panels/timeline/ValueOverDialog.tsx';
import { NotSaved } from '../panels/status/NotSaved.tsx';
import type { DialogId } from '../session/screenStore.ts';
import type { FolderQuestion } from './folderQuestion.ts';

const DIALOGS: Readonly<Record<DialogId, ComponentType<{ readonly onClose: () => void }>>> = {
  palette: Palette,
  shortcuts: ShortcutSheet,
  server: ServerPanel,
  import: ImportDialog,
  export: ExportDialog,
  attention: Attention,
  notSaved: NotSaved,
  about: About,
  keys: KeysDialog,
  propagate: Propagate,
  relate: RelateDialog,
  models: ModelsDialog,
  carry: CarryDialog,
  chapter: ChapterDialog,
  valueOver: ValueOverDialog, camera: CameraDialog,
  review: ReviewDialog, marks: MarksDialog,
  people: PeopleDialog,
  record: RecordDialog,
  themes: ThemesDialog,
};

export function Dialogs({ question }: { readonly question: FolderQuestion }) {
  const bench = useBench();
  const dialog = useScreen((screen) => screen.dialog);
  const folders = useScreen((screen) => screen.folders);
  const Shown = dialog === null ? null : DIALOGS[dialog];
  return (
    <>
      {Shown === null ? null : <Shown key={dialog} onClose={() => bench.screen.setState({ dialog: null })} />}
      {folders ? <FolderBrowser onChoose={question.answer} onClose={() => question.answer(null)} /> : null}
    </>
  );
}

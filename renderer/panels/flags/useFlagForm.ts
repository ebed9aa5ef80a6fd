import { useState } from 'react';
import { must } from '#shared/base/must.ts';
import type { Answer, Disposition } from '#shared/model/records.ts';
import type { FlagEnd, FlagPanelState, FlagWords } from '../../commands/workbench.ts';
import { messageOf, say } from '../../i18n/i18n.ts';
import { toast } from '../../session/screenStore.ts';
import { useBench, useWork } from '../benchContext.ts';
import { cleanPicture } from './cleanPicture.ts';
import { useEarlierAnswers } from './useEarlierAnswers.ts';

export interface FlagForm {
  readonly words: FlagWords;
  readonly busy: boolean;
  readonly toggleTag: (name: string) => void;
  readonly write: (text: string) => void;
  readonly dropUpload: (sha256: string) => void;
  readonly addPictures: (files: Iterable<File>) => void;
  readonly submit: (disposition: Disposition) => void;
  /** Earlier answers that may settle it, likeliest first. */
  readonly earlier: readonly Answer[];
  /** Takes an earlier answer, and the task goes on. */
  readonly take: (answer: Answer) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
}

/** What is written in the flag panel, and the keys that end it. */
export function useFlagForm(panel: FlagPanelState, focusText: () => void): FlagForm {
  const bench = useBench();
  const tags = useWork((work) => work.about?.tags ?? null);
  const [words, setWords] = useState<FlagWords>(panel.kept ?? { tags: [], text: '', uploads: [] });
  const [busy, setBusy] = useState(false);
  const change = (next: (old: FlagWords) => FlagWords): void => setWords((old) => {
    const changed = next(old);
    bench.deeds.keepFlagDraft(changed);
    return changed;
  });
  const toggleTag = (name: string): void => change((old) => ({ ...old, tags: old.tags.includes(name) ? old.tags.filter((one) => one !== name) : [...old.tags, name] }));
  const earlier = useEarlierAnswers(panel, words);
  const finish = (end: FlagEnd): void => {
    if (busy) return;
    setBusy(true);
    void bench.deeds.submitFlag(words, end).finally(() => setBusy(false));
  };
  const submit = (disposition: Disposition): void => finish({ disposition, taken: null });
  const take = ({ id }: Answer): void => finish({ disposition: 'note', taken: id });
  const addPictures = (files: Iterable<File>): void => {
    for (const file of files) {
      cleanPicture(file).then((clean) => bench.deeds.storePicture(clean)).then(
        (name) => change((old) => ({ ...old, uploads: [...new Set([...old.uploads, name])].slice(0, 20) })),
        (error: unknown) => toast(bench.screen, 'bad', say(messageOf(error))),
      );
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const end = endOf(event);
    const digit = tagDigit(event);
    const offer = earlier[(offerDigit(event) ?? 0) - 1];
    if (end === 'close') void bench.deeds.closeFlagPanel();
    else if (end !== null) submit(end);
    else if (offer !== undefined) take(offer);
    else if (digit !== null && tags?.[digit - 1] !== undefined) toggleTag(must(tags[digit - 1], 'checked before').name);
    else {
      if (startsText(event)) focusText();
      return;
    }
    event.preventDefault();
  };
  return {
    words, busy, earlier, toggleTag, submit, take, addPictures, onKeyDown,
    write: (text) => change((old) => ({ ...old, text })),
    dropUpload: (sha256) => change((old) => ({ ...old, uploads: old.uploads.filter((one) => one !== sha256) })),
    onPaste: (event) => {
      const files = event.clipboardData?.files ?? null;
      if (files === null || files.length === 0) return;
      event.preventDefault();
      addPictures(files);
    },
    onDrop: (event) => {
      event.preventDefault();
      addPictures(event.dataTransfer?.files ?? []);
    },
  };
}

type Keyed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target'>;

/** Enter with one modifier ends the panel; which one says what becomes of the task. */
export function endOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Keyed): Disposition | 'close' | null {
  if (key === 'Escape') return 'close';
  if (key !== 'Enter') return null;
  if (ctrlKey || metaKey) return 'parked';
  if (altKey) return 'provisional';
  return shiftKey ? 'note' : null;
}

/** Digits are tags as long as nobody is writing. */
function tagDigit(event: Keyed): number | null {
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
  return bare && !isText(event.target) && /^[1-9]$/.test(event.key) ? Number(event.key) : null;
}

/** With Alt a digit takes an earlier answer, also while writing. The place of the key counts: Alt makes other characters of digits on some keyboards. */
function offerDigit({ altKey, ctrlKey, metaKey, code }: Keyed): number | null {
  return altKey && !ctrlKey && !metaKey && /^Digit[1-3]$/.test(code) ? Number(code.slice(5)) : null;
}

/** Any other letter begins the text, so that nobody has to reach for it first. */
function startsText(event: Keyed): boolean {
  return event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey && !isText(event.target);
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'file');
}

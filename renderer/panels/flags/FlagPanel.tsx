import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlagPanelState } from '../../commands/workbench.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { BlobImage } from '../BlobImage.tsx';
import { useListeners } from '../useListeners.ts';
import { useFlagForm, type FlagForm } from './useFlagForm.ts';
import './flags.css';

/** "This is unclear." Docked opposite to what it is about; the crop was taken before it opened. */
export function FlagPanel({ panel }: { readonly panel: FlagPanelState }) {
  const { t } = useTranslation();
  const bench = useBench();
  const own = useRef<HTMLElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const form = useFlagForm(panel, () => text.current?.focus());
  useListeners(own, { keydown: form.onKeyDown, paste: form.onPaste, drop: form.onDrop, dragover: (event) => event.preventDefault() });
  useEffect(() => own.current?.focus(), []);
  return (
    <section ref={own} className={`flag-panel ${panel.dock}`} tabIndex={-1} role="dialog" aria-label={t('flag.title')} data-own-keys>
      <header className="row">
        <h2 className="grow">{t('flag.title')}</h2>
        <Frames panel={panel} />
        <IconButton icon="close" small name={t('flag.close')} hint="Escape" onClick={() => void bench.deeds.closeFlagPanel()} />
      </header>
      <Crop panel={panel} />
      <TagChoice form={form} />
      <label className="field">
        <span>{t('flag.text')}</span>
        <textarea ref={text} className="input" rows={2} maxLength={4000} value={form.words.text} placeholder={t('flag.text.about')} onChange={(event) => form.write(event.target.value)} />
      </label>
      <Uploads form={form} />
      <Endings form={form} />
      <Earlier form={form} />
    </section>
  );
}

/** Of a clip: which frames it is about. */
function Frames({ panel }: { readonly panel: FlagPanelState }) {
  const { t } = useTranslation();
  const onClip = useWork((work) => work.clip !== null);
  const { from, to } = panel.frames;
  return onClip ? <span className="badge number">{from === to ? t('flag.frame', { frame: from }) : t('chapter.range', { from, to })}</span> : null;
}

function Crop({ panel }: { readonly panel: FlagPanelState }) {
  const { t } = useTranslation();
  const [failed, setFailed] = useState(false);
  const [crop, setCrop] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    panel.crops.then((both) => here && setCrop(both.crop), () => here && setFailed(true));
    return () => {
      here = false;
    };
  }, [panel.crops]);
  if (failed) return <p className="flag-crop small muted">{t('flag.crop.failed')}</p>;
  return <div className="flag-crop">{crop === null ? <span className="small muted">{t('flag.crop.busy')}</span> : <BlobImage sha256={crop} alt={t('flag.crop')} />}</div>;
}

function TagChoice({ form }: { readonly form: FlagForm }) {
  const { t } = useTranslation();
  const tags = useWork((work) => work.about?.tags ?? null) ?? [];
  if (tags.length === 0) return null;
  return (
    <div className="flag-tags" role="group" aria-label={t('flag.tags')}>
      {tags.map(({ name }, at) => (
        <button key={name} type="button" className="filter" aria-pressed={form.words.tags.includes(name)} onClick={() => form.toggleTag(name)}>
          {at < 9 ? <Kbd keys={String(at + 1)} /> : null}{name}
        </button>
      ))}
    </div>
  );
}

function Uploads({ form }: { readonly form: FlagForm }) {
  const { t } = useTranslation();
  return (
    <div className="flag-uploads">
      {form.words.uploads.map((sha256, at) => (
        <span key={sha256} className="flag-upload">
          <BlobImage sha256={sha256} alt={t('flag.upload', { number: at + 1 })} />
          <IconButton icon="close" small name={t('flag.upload.drop', { number: at + 1 })} onClick={() => form.dropUpload(sha256)} />
        </span>
      ))}
      <label className="flag-add small">
        {t('flag.upload.add')}
        <input type="file" className="hidden-text" accept="image/png,image/jpeg,image/webp" multiple onChange={(event) => form.addPictures(event.target.files ?? [])} />
      </label>
    </div>
  );
}

const ENDINGS = [{ end: 'parked', keys: '$mod+Enter' }, { end: 'provisional', keys: 'Alt+Enter' }, { end: 'note', keys: 'Shift+Enter' }] as const;

function Endings({ form }: { readonly form: FlagForm }) {
  const { t } = useTranslation();
  return (
    <div className="stack tight">
      {ENDINGS.map(({ end, keys }) => (
        <button key={end} type="button" className={end === 'parked' ? 'button primary flag-end' : 'button flag-end'} disabled={form.busy} onClick={() => form.submit(end)}>
          <span className="grow">{t(`flag.${end}`)}</span><Kbd keys={keys} />
        </button>
      ))}
    </div>
  );
}

/** What was answered before, below everything else: an offer that is never in the way. */
function Earlier({ form }: { readonly form: FlagForm }) {
  const { t } = useTranslation();
  if (form.earlier.length === 0) return null;
  return (
    <section className="flag-earlier" aria-label={t('flag.earlier')}>
      <h3 className="small muted">{t('flag.earlier')}</h3>
      {form.earlier.map((answer, at) => (
        <button key={answer.id} type="button" className="button plain flag-end" disabled={form.busy} onClick={() => form.take(answer)}>
          <span className="grow flag-offer">{answer.rule}</span><Kbd keys={`Alt+${at + 1}`} />
        </button>
      ))}
    </section>
  );
}

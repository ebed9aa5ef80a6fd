import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { AppError, errorCode, errorSentence } from '#shared/base/errors.ts';
import en from './en.json';
import es from './es.json';
import fr from './fr.json';
import hi from './hi.json';
import sw from './sw.json';

/** A sentence to be said in the person's language. `fallback` is for codes the catalogue does not know. */
export interface Message {
  readonly key: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly fallback?: string;
}

/** Languages this program speaks; the first is the source. The others know what people ask, answer and look back on; for the rest they fall back to it. */
const KNOWN: Readonly<Record<string, object>> = { en, es, fr, hi, sw };

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur']);

/** Keys are flat (`panel.word`), so that a missing one is found by searching. React escapes what it shows; i18next must not do it twice. */
export async function startI18n(language: string): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: Object.fromEntries(Object.entries(KNOWN).map(([name, words]) => [name, { translation: words }])),
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.resolvedLanguage ?? 'en';
  document.documentElement.dir = RIGHT_TO_LEFT.has(language.slice(0, 2)) ? 'rtl' : 'ltr';
}

/** A translation that names what the message does not carry is worse than the message's own sentence. */
export function say({ key, params = {}, fallback }: Message): string {
  const values: Record<string, string | number> = { ...params };
  if (fallback === undefined) return i18next.t(key, values);
  if (!i18next.exists(key, values) || lacks(key, values)) return fallback;
  return i18next.t(key, values);
}

function lacks(key: string, values: Readonly<Record<string, string | number>>): boolean {
  const template = i18next.t(key, { ...values, skipInterpolation: true });
  return [...template.matchAll(/\{\{(\w+)\}\}/g)].some(([, name]) => name !== undefined && !(name in values));
}

/** Any thrown value as a message: by its code, with its own sentence where the catalogue is silent. */
export function messageOf(error: unknown): Message {
  const params = error instanceof AppError ? error.params : {};
  return { key: `error.${errorCode(error)}`, params, fallback: errorSentence(error) };
}

/** A code that came as a value (a refusal, a media problem) as a message. */
export function codeMessage(code: string, params: Readonly<Record<string, string | number>> = {}): Message {
  return { key: `error.${code}`, params, fallback: code };
}

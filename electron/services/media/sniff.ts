/** What bytes are, by how they begin. Extensions are only a hint; this decides the media type that is sent. */
export type MediaType =
  | 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/heic' | 'image/tiff' | 'image/bmp'
  | 'video/mp4' | 'video/quicktime' | 'video/webm' | 'video/x-matroska' | 'video/x-msvideo' | 'application/octet-stream';

export const SNIFF_BYTES = 64;

/** Types every Chromium shows by itself, with the orientation of the file applied. */
const SHOWN: ReadonlySet<MediaType> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif']);

export function isShownByBrowsers(type: MediaType): boolean {
  return SHOWN.has(type);
}

export function sniff(head: Uint8Array): MediaType {
  const text = String.fromCharCode(...head.subarray(0, SNIFF_BYTES));
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (/^GIF8[79]a/.test(text)) return 'image/gif';
  if (text.startsWith('RIFF')) return riff(text.slice(8, 12));
  if (/^(II\*\0|MM\0\*|II\+\0|MM\0\+)/.test(text)) return 'image/tiff';
  if (text.startsWith('BM')) return 'image/bmp';
  if (text.startsWith('\x1aE\xdf\xa3')) return text.includes('webm') ? 'video/webm' : 'video/x-matroska';
  return text.slice(4, 8) === 'ftyp' ? isoBrand(text.slice(8)) : 'application/octet-stream';
}

function riff(form: string): MediaType {
  if (form === 'WEBP') return 'image/webp';
  return form === 'AVI ' ? 'video/x-msvideo' : 'application/octet-stream';
}

function isoBrand(brands: string): MediaType {
  if (/^avi[fs]/.test(brands)) return 'image/avif';
  if (/^(heic|heix|hevc|hevx|mif1|msf1)/.test(brands)) return brands.includes('avif') ? 'image/avif' : 'image/heic';
  return brands.startsWith('qt  ') ? 'video/quicktime' : 'video/mp4';
}

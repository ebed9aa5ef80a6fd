import sharp from 'sharp';

/** How far each pixel of a piece of text is covered, 0 to 255, row by row. */
export interface Letters {
  readonly width: number;
  readonly height: number;
  readonly cover: Uint8Array;
}

/** Pieces that are kept; names come again on every frame. */
const MOST_KEPT = 4000;
/** More letters than this are never wanted in one line. */
const LONGEST = 160;
/** Widest letters are about as wide as the type is high. */
const WIDEST = 1.1;
const DIGITS = '0123456789:.';
const CONTROL = /\p{Cc}/gu;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as pixels in one size, drawn once for each piece of text with the machine's own fonts. */
export class Lettering {
  /** Height of a line, in pixels. */
  readonly line: number;
  readonly #size: number;
  readonly #kept = new Map<string, Letters>();

  constructor(size: number) {
    this.#size = size;
    this.line = Math.ceil(size * 1.35);
  }

  async of(text: string): Promise<Letters> {
    const known = this.#kept.get(text);
    if (known !== undefined) return known;
    const drawn = await this.#draw(text.replace(CONTROL, ' ').slice(0, LONGEST));
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(text, drawn);
    return drawn;
  }

  /** A time code: put together from its digits, which stand equally far apart and never jump. */
  async digits(code: string): Promise<readonly Letters[]> {
    const all = await Promise.all(DIGITS.split('').map((digit) => this.of(digit)));
    const widest = Math.max(...all.map(({ width }) => width));
    return Promise.all(code.split('').map(async (sign) => {
      const drawn = await this.of(sign);
      return /\d/.test(sign) ? { ...drawn, ...padded(drawn, widest) } : drawn;
    }));
  }

  async #draw(text: string): Promise<Letters> {
    const wide = Math.max(4, Math.ceil(text.length * this.#size * WIDEST) + 4);
    const baseline = Math.round(this.#size);
    const escaped = text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${this.line}"><text x="1" y="${baseline}" font-family="DejaVu Sans, Noto Sans, Segoe UI, Helvetica, Arial, sans-serif" font-size="${this.#size}" font-weight="600" fill="#fff" xml:space="preserve">${escaped}</text></svg>`;
    const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().extractChannel(3).raw().toBuffer({ resolveWithObject: true });
    return trimmed({ width: info.width, height: info.height, cover: data });
  }
}

/** Without the empty columns at its end; blanks keep some. */
function trimmed({ width, height, cover }: Letters): Letters {
  let right = Math.min(width, Math.ceil(height / 4));
  for (let x = width - 1; x >= right; x -= 1) {
    let y = 0;
    while (y < height && (cover[y * width + x] ?? 0) < 8) y += 1;
    if (y < height) right = x + 1;
  }
  return { width: right, height, cover: cut({ width, height, cover }, right) };
}

function padded(letters: Letters, width: number): Pick<Letters, 'width' | 'cover'> {
  return { width, cover: cut(letters, width) };
}

function cut({ width, height, cover }: Letters, to: number): Uint8Array {
  const rows = new Uint8Array(to * height);
  for (let y = 0; y < height; y += 1) rows.set(cover.subarray(y * width, y * width + Math.min(width, to)), y * to);
  return rows;
}

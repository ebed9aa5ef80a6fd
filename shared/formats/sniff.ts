import type { Format, Likelihood, Source } from './format.ts';
import { formats } from './registry.ts';

/** Which formats a source may be written in, likeliest first; empty when none of ours. */
export async function sniff(source: Source): Promise<readonly { readonly format: Format; readonly likelihood: Likelihood }[]> {
  const found = await Promise.all(formats.filter((format) => format.read !== null).map(async (format) => ({ format, likelihood: await format.sniff(source) })));
  return found.filter(({ likelihood }) => likelihood > 0).sort((a, b) => b.likelihood - a.likelihood);
}

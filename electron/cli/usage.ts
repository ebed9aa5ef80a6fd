import { formats } from '#shared/formats/registry.ts';

const reads = (): string => formats.filter((format) => format.read !== null).map(({ id }) => id).join(', ');
const writes = (): string => formats.filter((format) => format.write !== null).map(({ id }) => id).join(', ');

/** What `--help` prints, and what every bad call is pointed to. */
export function usage(): string {
  return `Sightline without a window.

  export  --project DIR --format NAME --out OUT   write the labels of a project
  import  --project DIR --from NAME IN            add the labels of a file, folder or ZIP archive to a project
  convert --from NAME --to NAME IN OUT            from format to format, without a project
  review  --project DIR --clip NAME --out NAME    make a review clip with its frame map and player; NAME without an ending
  formats                                         list the formats

Reads: ${reads()}.
Writes: ${writes()}.
OUT is a file; for formats of many files a folder, or an archive when it ends in .zip.
DIR is a folder that was opened in Sightline, or the folder of the project in the profile.

  --profile DIR   where Sightline keeps its own files (default: the platform's place for them)
  --content risky|flagged|whole   what goes into a review clip (default: the risky seconds)
  --codec vp9|av1|h264, --height ROWS, --seconds MOST   how it is written (default: vp9, as large as the clip, 120)
  --replace       write over a file that is already there (export, review, convert)
  --preview       say what would happen and change nothing (export, import, convert)
  --json          the report as JSON on standard output
  --help          this text

Exit code 0: done. 1: not done, the sentence on standard error says why. 2: the call was not understood.
`;
}

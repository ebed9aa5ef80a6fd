import type { FlagId, RecordId } from '#shared/model/ids.ts';
import type { Answer, DocumentRecord, Flag } from '#shared/model/records.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import type { FlagRow } from '../commands/workbench.ts';
import type { OpenEditor, RemoteChange } from '../document/createEditor.ts';
import type { Inside } from './inside.ts';

interface Kept {
  readonly flag: Flag;
  readonly pending: boolean | null;
}

/** All flags of the project that are on this machine, of every task, with their answers. */
export class FlagBook {
  readonly #inside: Inside;
  readonly #project: string;
  readonly #flags = new Map<RecordId, Kept>();

  constructor(inside: Inside, project: string) {
    this.#inside = inside;
    this.#project = project;
  }

  async load(): Promise<void> {
    const rows = await this.#inside.workspace.streams.query({ project: this.#project, types: ['flag'] });
    this.#flags.clear();
    for (const { record, pending } of rows) if (record.type === 'flag') this.#flags.set(record.id, { flag: record, pending });
  }

  /** What I did myself. */
  follow(transaction: Transaction): void {
    for (const op of transaction.parts.flatMap(({ ops }) => ops)) {
      if (op.op === 'put') this.#put(op.record, (this.#inside.work.getState().project?.account ?? null) === null ? null : true);
      else if (op.op === 'remove') this.#flags.delete(op.id);
      else {
        const old = this.#flags.get(op.id);
        if (old !== undefined) this.#flags.set(op.id, { ...old, flag: { ...old.flag, ...op.set } });
      }
    }
  }

  receive({ put, removed, origin }: RemoteChange): void {
    for (const record of put) this.#put(record, origin === 'other' ? false : (this.#flags.get(record.id)?.pending ?? null));
    for (const id of removed) this.#flags.delete(id);
  }

  show(editor: OpenEditor): void {
    const answers = answersByFlag(editor.document.all('answer'));
    const items = new Map(this.#inside.work.getState().items.map((item) => [item.id, item]));
    const flags = [...this.#flags.values()].map(({ flag, pending }): FlagRow => ({ flag, pending, answer: answers.get(flag.id) ?? takenBy(editor, flag), item: items.get(flag.anchor.item) ?? null }));
    this.#inside.work.setState({ flags: flags.sort((a, b) => b.flag.submittedAt - a.flag.submittedAt) });
  }

  #put(record: DocumentRecord, pending: boolean | null): void {
    if (record.type === 'flag') this.#flags.set(record.id, { flag: record, pending });
  }
}

/** The earlier answer its author took; one that was given to the flag itself comes before it. */
function takenBy(editor: OpenEditor, { taken }: Flag): Answer | null {
  const answer = taken === null ? undefined : editor.document.get(taken);
  return answer?.type === 'answer' ? answer : null;
}

/** The newest answer to each flag. */
function answersByFlag(answers: readonly Answer[]): ReadonlyMap<FlagId, Answer> {
  const found = new Map<FlagId, Answer>();
  for (const answer of [...answers].sort((a, b) => a.answeredAt - b.answeredAt)) for (const flag of answer.flags) found.set(flag, answer);
  return found;
}

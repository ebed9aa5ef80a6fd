import { uuidMaker } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import { isRefusal, type Edit } from '#shared/edits/edit.ts';
import { verdictOps } from '#shared/edits/proposalRules.ts';
import { BookDocument } from '#shared/model/document.ts';
import { applyTo, type Book, type Op } from '#shared/model/ops.ts';

/** A document behind one door, for tests of edits: what an edit says of earlier proposals is applied with it. */
export class EditDesk {
  readonly book: Book = new Map();
  readonly document = new BookDocument(this.book);
  readonly newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(7).bytes);
  now = 0;

  /** Answers the inverse; a refusal is thrown by its code. */
  do<Args>(edit: Edit<Args>, args: Args): readonly Op[] {
    this.now += 1;
    const context = { newId: this.newId, now: this.now, actor: 'ada' };
    const asked = edit.run(this.document, args, context);
    if (isRefusal(asked)) throw new Error(asked.refused);
    const { inverse, touched } = applyTo(this.book, [...asked, ...verdictOps(this.document, asked, context)]);
    this.document.refresh(touched);
    return inverse;
  }

  undo(inverse: readonly Op[]): void {
    this.document.refresh(applyTo(this.book, inverse).touched);
  }
}

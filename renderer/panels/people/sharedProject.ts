/** A project of the server, as the calls about its people want it. */
export interface SharedProject {
  readonly account: string;
  readonly project: string;
}

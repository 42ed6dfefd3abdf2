/** Somebody at a workspace: signed in, with what the API offers. */
export class Visitor {
  static as(url: string, user: string): Promise<Visitor>
  static founder(url: string, code: string | undefined): Promise<Visitor>
  readonly cookie: string
  speak(language: 'en' | 'de'): Promise<void>
}
/** Sets, workspaces, an object type, somebody without rights. Answers with the ids that addresses need. */
export function furnish(url: string, names?: Names): Promise<Readonly<Record<string, string>>>
/** How what is made is called. */
export interface Names {
  readonly set: string
  readonly person: string
  readonly workspace: string
  readonly description: string
}
/** Names that break what was drawn for short ones. */
export const hard: Names
/** Gives customers, teams and people such names. */
export function rename(url: string, ids: Readonly<Record<string, string>>): Promise<void>
/** Users of a workspace that has been furnished. */
export function visitors(url: string, ids: Readonly<Record<string, string>>): Promise<Readonly<Record<string, Visitor>>>

/** Where the draft of something about a record is kept. */
export function draftPlace({ type, id }: { readonly type: string; readonly id: string }, what: string): string {
  return `${type}/${id} ${what}`
}

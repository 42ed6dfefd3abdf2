/** Whether a question was refused because there is no such link: a custom object has tasks and deals only where people gave it these links. */
export function lacksLink(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'input.invalid'
}

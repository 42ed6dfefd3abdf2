import { isTenureError, TenureError } from '../../errors/tenure-error.js'

/** The places at which a question was refused; `undefined` for any other failure. */
export function refusedPlaces(error: unknown): readonly (readonly (string | number)[])[] | undefined {
  if (!isTenureError(error)) return undefined
  const { problem } = error
  return problem.code === 'input.invalid' ? problem.details.issues.map(({ path }) => path) : undefined
}

/** The refusal of a view that needs what the workspace has not chosen, or what is hidden from the user; it names neither (ACC-8, MAP-4). */
export function unusableView(title: string): TenureError {
  const message = `The view ${title} needs a property that you may not see, or that the workspace has not chosen. Choose another view; an administrator can choose the property in the settings.`
  return new TenureError('input.invalid', message, { issues: [{ path: ['view'], message }] })
}

/** Whether the store lacks what a question needs. */
export function isBeyondStore(error: unknown): boolean {
  return isTenureError(error) && error.problem.code === 'storage.refused'
}

/** The refusal of a view for which the store lacks something; it keeps the store's own words. */
export function viewBeyondStore(title: string, error: unknown): TenureError {
  const { problem } = error as TenureError<'storage.refused'>
  const capability = problem.code === 'storage.refused' ? problem.details.capability : ''
  return new TenureError('storage.refused', `The view ${title} is empty. ${problem.message}`, { capability }, { cause: error })
}

/** Whether a question costs more than one query may. */
export function isTooDear(error: unknown): boolean {
  return isTenureError(error) && error.problem.code === 'input.too-large'
}

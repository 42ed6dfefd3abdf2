import { isTenureError, TenureError } from './tenure-error.js'

/** Part of a contribution that is code, for messages: `The check of acme.x/settings`. */
export interface PluginCode {
  readonly contribution: string
  readonly part: string
}

/** What code of a plugin returns. Errors: its own, and `plugin.broken`, which names the plugin, where it throws or returns something else. */
export function runPluginCode<T>(code: PluginCode, run: () => T, fits: (result: unknown) => boolean): T {
  try {
    return demandFit(code, run(), fits)
  } catch (cause) {
    throw isTenureError(cause) ? cause : brokenCode(code, 'failed', cause)
  }
}
/** The same result, if it fits. Errors: `plugin.broken`. */
export function demandFit<T>(code: PluginCode, result: T, fits: (result: unknown) => boolean): T {
  if (!fits(result)) throw brokenCode(code, 'returned something else than it is declared to', result)
  return result
}
/** That code of a plugin did wrong. */
export function brokenCode({ contribution, part }: PluginCode, did: string, cause: unknown): TenureError {
  const [plugin = contribution] = contribution.split('/')
  return new TenureError(
    'plugin.broken',
    `The plugin ${plugin} is broken. The ${part} of ${contribution} ${did}.`,
    { plugin, contribution },
    { cause: cause ?? did },
  )
}

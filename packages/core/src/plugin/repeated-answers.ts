import type { Clock, Instant } from '../base/clock.js'
import type { Outcome } from '../base/outcome.js'

/** Answers of actions under the keys that callers gave, so that a repeated call repeats the answer and not the change (SDK-7). */
export interface RepeatedAnswers {
  /** The answer that was given, or is being given, under this key; otherwise what `run` gives. A refusal is not kept: it changed nothing. */
  once(key: string, input: string, run: () => Promise<Outcome<unknown>>): Promise<Outcome<unknown>>
}
/** Keeps the newest of them, for 24 hours. */
export function createRepeatedAnswers(clock: Clock, { keepMs = 86_400_000, most = 10_000 } = {}): RepeatedAnswers {
  const kept = new Map<string, { readonly input: string; readonly at: Instant; readonly outcome: Promise<Outcome<unknown>> }>()
  const forget = (): void => {
    for (const [key, { at }] of kept) {
      if (at > clock.now() - keepMs && kept.size <= most) return
      kept.delete(key)
    }
  }
  return {
    once(key, input, run) {
      forget()
      const known = kept.get(key)
      if (known !== undefined) return known.input === input ? known.outcome : Promise.resolve(otherInput)
      const outcome = run()
      const entry = { input, at: clock.now(), outcome }
      kept.set(key, entry)
      void outcome.then(({ ok }) => !ok && kept.get(key) === entry && kept.delete(key))
      return outcome
    },
  }
}

const message = 'This key was already used with another input. Use a new key for each change.'
const otherInput: Outcome<never> = { ok: false, problem: { code: 'input.invalid', message, details: { issues: [{ path: [], message }] } } }

import type { Frame } from '@tenure/core/contract'
import { map } from 'rxjs'
import type { Source } from '../data/source.js'
import type { Translate } from './translate.js'
import { translateAnswer } from './translate-answer.js'

/** The same source with the texts of plugins in its answers translated. What it is asked and does stays as it is. */
export function translatedSource(source: Source, translate: Translate): Source {
  const toTranslated = <T>(id: string, frame: Frame<T>): Frame<T> =>
    frame.value === undefined ? frame : { ...frame, value: translateAnswer(id, frame.value, translate) }
  return {
    ...source,
    read: async (provider, ...input) => {
      const outcome = await source.read(provider, ...input)
      return outcome.ok ? { ok: true, value: translateAnswer(provider.id, outcome.value, translate) } : outcome
    },
    watch: (provider, ...input) => source.watch(provider, ...input).pipe(map((frame) => toTranslated(provider.id, frame))),
  }
}

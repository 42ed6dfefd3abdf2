import { useState, useSyncExternalStore } from 'react'
import type { Source } from '../data/source.js'
import { useSource } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import type { Texts } from './read-form.js'

/** What was typed and not sent yet, by where it belongs. */
class Drafts {
  readonly #byPlace = new Map<string, Texts>()
  readonly #listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  of(place: string): Texts | undefined {
    return this.#byPlace.get(place)
  }

  set(place: string, texts: Texts | undefined): void {
    if (texts === undefined) this.#byPlace.delete(place)
    else this.#byPlace.set(place, texts)
    for (const listener of this.#listeners) listener()
  }
}

const kept = new WeakMap<Source, Drafts>()
function draftsOf(source: Source): Drafts {
  const drafts = kept.get(source) ?? new Drafts()
  kept.set(source, drafts)
  return drafts
}

/** What was typed at a place, and the ways to change it. */
export interface Draft {
  readonly texts: Texts
  readonly set: (name: string, text: string) => void
  readonly clear: () => void
}

/** The draft of a place: it outlives its composer, and a walk to other records, until it is sent or emptied. */
export function useDraft(about: string, first: () => Texts): Draft {
  const drafts = draftsOf(useSource())
  const place = usePlace(about)
  const [initial] = useState(first)
  const texts = useSyncExternalStore(drafts.subscribe, () => drafts.of(place)) ?? initial
  return {
    texts,
    set: (name, text) => {
      const next = { ...(drafts.of(place) ?? initial), [name]: text }
      const isUntouched = Object.keys(next).every((key) => (next[key] ?? '') === (initial[key] ?? ''))
      drafts.set(place, isUntouched ? undefined : next)
    },
    clear: () => drafts.set(place, undefined),
  }
}

/** Whether there is a draft of a place. */
export function useHasDraft(about: string): boolean {
  const drafts = draftsOf(useSource())
  const place = usePlace(about)
  return useSyncExternalStore(drafts.subscribe, () => drafts.of(place) !== undefined)
}

// Who signs in next at the same page finds nothing of what was typed before.
function usePlace(about: string): string {
  return `${useReading().me} ${about}`
}

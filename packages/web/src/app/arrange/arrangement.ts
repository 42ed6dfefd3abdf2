import { useMemo } from 'react'
import { usePreference } from '../data/use-preference.js'

/** The parts of a record that can be moved and left out. */
export const sectionIds = ['health', 'next', 'links', 'added', 'activities', 'properties', 'history'] as const
export type SectionId = (typeof sectionIds)[number]

/** How a user has records of one type: which properties lead, and which sections there are, in order. */
export interface Arrangement {
  /** Names of properties; without them the page chooses. */
  readonly facts?: readonly string[]
  readonly sections: readonly { readonly id: SectionId; readonly isShown: boolean }[]
}
interface UsedArrangement {
  readonly arrangement: Arrangement
  /** Changes a part; without one, back to the page's own. */
  readonly arrange: (change?: Partial<Arrangement>) => void
}

/** The user's arrangement of records of a type (REC-1). */
export function useArrangement(type: string): UsedArrangement {
  const [saved, save] = usePreference(`record.${type}`)
  const arrangement = useMemo(() => parseArrangement(saved), [saved])
  const arrange = (change?: Partial<Arrangement>) => {
    const { facts, sections } = { ...arrangement, ...change }
    const kept = { ...(facts && { facts: [...facts] }), sections: sections.map((section) => ({ ...section })) }
    void save(change === undefined ? null : kept)
  }
  return { arrangement, arrange }
}

/** What was saved, as far as it still says something; a section that it does not know comes at its own place. */
export function parseArrangement(saved: unknown): Arrangement {
  const given: Readonly<Record<string, unknown>> = typeof saved === 'object' && saved !== null ? { ...saved } : {}
  const facts = Array.isArray(given['facts']) ? given['facts'].filter((name) => typeof name === 'string') : undefined
  const sections = (Array.isArray(given['sections']) ? given['sections'] : []).flatMap(sectionOf)
  const known = sections.filter(({ id }, at) => sections.findIndex((section) => section.id === id) === at)
  const missing = sectionIds.filter((id) => !known.some((section) => section.id === id))
  return {
    ...(facts && { facts: [...new Set(facts)] }),
    sections: [...known, ...missing.map((id) => ({ id, isShown: true }))],
  }
}

function sectionOf(given: unknown): Arrangement['sections'] {
  if (typeof given !== 'object' || given === null || !('id' in given)) return []
  const id = sectionIds.find((one) => one === given.id)
  return id === undefined ? [] : [{ id, isShown: !('isShown' in given) || given.isShown !== false }]
}

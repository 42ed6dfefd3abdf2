import { useText } from '@tenure/web/parts'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'

/** How far a right reaches, the least first. */
export const reaches = ['none', 'own', 'team', 'all'] as const
export type Reach = (typeof reaches)[number]

/** Three bars: how far a right reaches. */
export function Bars({ reach }: { readonly reach: Reach }): ReactNode {
  const filled = reaches.indexOf(reach)
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      {[0, 1, 2].map((at) => (
        <rect key={at} x={at * 4.5} y={8 - at * 3} width="3" height={4 + at * 3} rx="1" className={at < filled ? 'f' : undefined} />
      ))}
    </svg>
  )
}
/** A reach in a word. */
export function useReachWord(): (reach: Reach) => string {
  const text = useText()
  const words: Readonly<Record<Reach, string>> = { none: text('None'), own: text('Own'), team: text('Team'), all: text('All') }
  return (reach) => words[reach]
}

interface ReachPickerProps {
  readonly reach: Reach
  /** Which right of which type. */
  readonly label: string
  /** It follows from the line for everything else. */
  readonly isInherited?: boolean
  readonly onChange: (reach: Reach) => void
}
/** Chooses a reach: a press goes to the next, ← and → to the narrower and the wider. */
export function ReachPicker({ reach, label, isInherited = false, onChange }: ReachPickerProps): ReactNode {
  const word = useReachWord()
  const at = reaches.indexOf(reach)
  // The next key goes on from the one before, also while that is still being saved.
  const wanted = useRef(at)
  useEffect(() => {
    wanted.current = at
  }, [at])
  const move = (to: number) => {
    const place = Math.min(Math.max(to, 0), reaches.length - 1)
    const next = reaches[place]
    if (next === undefined || place === wanted.current) return
    wanted.current = place
    onChange(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const now = wanted.current
    const to = { ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1, Home: 0, End: 3 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    move(to)
  }
  return (
    <button
      type="button"
      role="slider"
      className={`lvl ${reach === 'none' ? 'nil' : ''} ${isInherited ? 'follows' : ''}`}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={3}
      aria-valuenow={at}
      aria-valuetext={word(reach)}
      onKeyDown={onKeyDown}
      onClick={() => move(wanted.current === 3 ? 0 : wanted.current + 1)}
    >
      <Bars reach={reach} />
      {word(reach)}
    </button>
  )
}

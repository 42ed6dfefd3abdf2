import type { ScoreProfile } from '@tenure/core/score'
import { useText } from '@tenure/web/parts'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react'

interface ScaleProps {
  readonly thresholds: ScoreProfile['thresholds']
  readonly set: (change: Partial<ScoreProfile['thresholds']>, key: string) => void
}

/** The scale from 0 to 100 with a thumb at each threshold; the hysteresis is hatched above each. */
export function Scale({ thresholds: { neutral, healthy, hysteresis }, set }: ScaleProps): ReactNode {
  const text = useText()
  const lengths = [Math.max(0, neutral), Math.max(0, healthy - neutral), Math.max(0, 100 - healthy)]
  return (
    <div className="tr">
      {(['risk', 'neutral', 'healthy'] as const).map((status, at) => (
        <i key={status} className={status} style={{ flexGrow: lengths[at] ?? 0 }} />
      ))}
      {hysteresis > 0
        ? [neutral, healthy].map((line) => <span key={line} className="hy" style={{ left: `${line}%`, width: `${hysteresis}%` }} />)
        : null}
      <Thumb value={neutral} label={text('Neutral from')} set={(value) => set({ neutral: value }, 'neutral')} />
      <Thumb value={healthy} label={text('Healthy from')} set={(value) => set({ healthy: value }, 'healthy')} />
    </div>
  )
}

interface ThumbProps {
  readonly value: number
  readonly label: string
  readonly set: (value: number) => void
}
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }
function Thumb({ value, label, set }: ThumbProps): ReactNode {
  const own = useRef<HTMLSpanElement>(null)
  const isOff = () => own.current?.closest('fieldset')?.disabled === true
  const move = (next: number) => {
    if (!isOff()) set(Math.min(99, Math.max(1, Math.round(next))))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = steps[event.key]
    if (by === undefined) return
    event.preventDefault()
    move(value + by)
  }
  const onPointerMove = (event: PointerEvent<HTMLSpanElement>) => {
    const scale = own.current?.parentElement?.getBoundingClientRect()
    if (!own.current?.hasPointerCapture(event.pointerId) || scale === undefined) return
    move(((event.clientX - scale.left) / scale.width) * 100)
  }
  return (
    <span
      ref={own}
      className="th"
      style={{ left: `${value}%` }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={99}
      aria-valuenow={value}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => own.current?.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    >
      <b className="num">{value}</b>
    </span>
  )
}

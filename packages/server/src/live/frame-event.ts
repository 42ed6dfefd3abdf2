import type { Frame } from '@tenure/core/contract'
import { diff } from './patch.js'

/** What the receiver holds after the last event: a value, or none. */
export interface Held {
  readonly value: unknown
}
/** One event of a live stream, and what its receiver holds after it. */
export interface FrameEvent {
  readonly event: 'frame' | 'patch'
  readonly data: string
  readonly held: Held | undefined
}

/**
 * A frame as an event: whole, or as a patch of what the receiver holds where that is shorter. A stale frame without a value
 * takes the receiver's value away.
 */
export function toEvent(frame: Frame<unknown>, held: Held | undefined, key?: string): FrameEvent {
  const { state } = frame
  const head = { ...(key !== undefined && { key }), state, asOf: frame.asOf, ...(state === 'stale' && { problem: frame.problem }) }
  const whole = JSON.stringify({ ...head, value: frame.value })
  if (frame.value === undefined) return { event: 'frame', data: whole, held: undefined }
  const next = { value: frame.value }
  const patch = held && JSON.stringify({ ...head, patch: diff(held.value, frame.value) })
  return patch !== undefined && patch.length < whole.length
    ? { event: 'patch', data: patch, held: next }
    : { event: 'frame', data: whole, held: next }
}

import type { Frame } from '@tenure/core/contract'
import { diff, type FrameHead, writeFrameBody } from '@tenure/core/wire'
import { SharedTexts } from './shared-texts.js'

/** What the receiver holds after the last event: a value, or none. */
export interface Held {
  readonly value: unknown
}
/** A frame as an event, and what its receiver holds after it. */
export interface FrameText {
  readonly event: 'frame' | 'patch'
  readonly head: FrameHead
  /** One text for all receivers that get the same. */
  readonly body: string
  readonly held: Held | undefined
}

/** A patch this short is sent without a look at how long the whole would be. */
const shortPatch = 256
const wholes = new SharedTexts()
const patches = new SharedTexts()

/**
 * A frame as an event: whole, or as a patch of what the receiver holds where that is shorter. A stale frame without a value
 * takes the receiver's value away.
 */
export function toFrameText(frame: Frame<unknown>, held: Held | undefined, key?: string): FrameText {
  const { state, value } = frame
  const head: FrameHead = {
    ...(key !== undefined && { key }),
    state,
    ...(frame.asOf !== undefined && { asOf: frame.asOf }),
    ...(state === 'stale' && { problem: frame.problem }),
  }
  if (value === undefined) return { event: 'frame', head, body: writeFrameBody({}), held: undefined }
  const patch = held && patches.get([held.value, value], () => writeFrameBody({ patch: diff(held.value, value) }))
  if (patch !== undefined && patch.length <= shortPatch) return { event: 'patch', head, body: patch, held: { value } }
  const whole = wholes.get([value], () => writeFrameBody({ value }))
  return patch !== undefined && patch.length < whole.length
    ? { event: 'patch', head, body: patch, held: { value } }
    : { event: 'frame', head, body: whole, held: { value } }
}

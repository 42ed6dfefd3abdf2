import type { Instant } from '../base/clock.js'
import type { Problem } from '../errors/tenure-error.js'
import type { Patch } from './patch.js'

/** The connection is open. `resumed`: it continues after the last event that the receiver named. */
export interface ReadyData {
  readonly connection: string
  readonly resumed: boolean
  readonly heartbeatMs: number
}
/** A frame without its value. `key` names the watch, where a connection carries many. */
export interface FrameHead {
  readonly key?: string
  readonly state: 'live' | 'stale'
  readonly asOf?: Instant
  readonly problem?: Problem
}
/** A frame: its whole value, what changed in it, or neither when there no longer is a value. */
export interface FrameData extends FrameHead {
  readonly value?: unknown
  readonly patch?: Patch
}
/** The end of one watch, or without a key of the whole connection; with the reason, where the receiver must know it. */
export interface EndData {
  readonly key?: string
  readonly problem?: Problem
}
/** One event of a live stream. After `current` a resumed receiver has got all that it missed. */
export type WireEvent =
  | { readonly event: 'ready'; readonly data: ReadyData }
  | { readonly event: 'current'; readonly data: Readonly<Record<string, never>> }
  | { readonly event: 'frame' | 'patch'; readonly data: FrameData }
  | { readonly event: 'end'; readonly data: EndData }
/** An event as it comes; `id` is what a receiver names to resume after it. */
export type ReceivedEvent = WireEvent & { readonly id: string | undefined }

const names: ReadonlySet<string> = new Set<WireEvent['event']>(['ready', 'current', 'frame', 'patch', 'end'])

/** An event as text of an event stream. */
export function writeEvent({ event, data }: WireEvent, id?: string): string {
  return `${writeHead(event, id)}${JSON.stringify(data)}\n\n`
}

/** The beginning of a frame's event, which is each receiver's own. `writeFrameBody` completes it. */
export function writeFrameHead(event: 'frame' | 'patch', head: FrameHead, id: string): string {
  return `${writeHead(event, id)}${JSON.stringify(head).slice(0, -1)}`
}

/** The rest of a frame's event, which is the same for all receivers of that value or patch. */
export function writeFrameBody(body: Pick<FrameData, 'value' | 'patch'>): string {
  const text = JSON.stringify(body).slice(1)
  return `${text === '}' ? '' : ','}${text}\n\n`
}

/** The event in a block of an event stream; `undefined` for signs of life, and for events that this version does not know. */
export function readEvent(block: string): ReceivedEvent | undefined {
  const lines = new Map<string, string>()
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^(id|event|data): ?(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) continue
    lines.set(name, name === 'data' && lines.has(name) ? `${lines.get(name)}\n${value}` : value)
  }
  const event = lines.get('event')
  const data = lines.get('data')
  if (event === undefined || data === undefined || !names.has(event)) return undefined
  // `writeEvent` wrote it, which is where the types come from.
  return { id: lines.get('id'), event, data: JSON.parse(data) } as ReceivedEvent
}

function writeHead(event: string, id: string | undefined): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: `
}

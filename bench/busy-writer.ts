import { cookieOf } from './served.js'

/** Whom to write to, and how much. */
export interface WriterOptions {
  readonly url: string
  readonly perSecond: number
  /** What the write of that number changes. */
  readonly write: (number: number) => { readonly type: string; readonly id: string; readonly values: Readonly<Record<string, unknown>> }
}
/** A user who changes one record after the other over HTTP. */
export interface BusyWriter {
  /** Stops, waits for what is under way, and says what was done. */
  stop(): Promise<{ readonly perSecond: number; readonly p95Ms: number }>
}

/** Gives one of so many customers another ARR. */
export function arrOf(count: number): WriterOptions['write'] {
  return (number) => ({
    type: 'company',
    id: `scroll:${(number * 7_919) % count}`,
    values: { arr: { amount: String(1_000 + (number % 90_000)), currency: 'EUR' } },
  })
}

/** Starts to write at a steady pace, whether or not earlier writes have been answered. */
export async function startWriter({ url, perSecond, write: toInput }: WriterOptions): Promise<BusyWriter> {
  const headers = { origin: url, 'content-type': 'application/json', 'x-tenure': '1' }
  const cookie = await cookieOf(url, 'scroll:walt')
  const began = performance.now()
  const [taken, open]: [number[], Promise<void>[]] = [[], []]
  const write = async (number: number): Promise<void> => {
    const input = toInput(number)
    const sent = performance.now()
    const answer = await fetch(`${url}/api/act/tenure.record/update`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify({ input }),
    })
    if (!answer.ok) throw new Error(`The write was refused: ${await answer.text()}`)
    await answer.text()
    taken.push(performance.now() - sent)
  }
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) / 1_000) * perSecond) - open.length
    for (let more = 0; more < due; more++) open.push(write(open.length))
  }, 10)
  return {
    async stop() {
      clearInterval(timer)
      const seconds = (performance.now() - began) / 1_000
      await Promise.all(open)
      taken.sort((a, b) => a - b)
      return { perSecond: taken.length / seconds, p95Ms: taken[Math.floor(taken.length * 0.95)] ?? 0 }
    },
  }
}

import type { Observable } from 'rxjs'

/** What went wrong, as data. The page shows `message` and decides by `code`; it knows no more of the details than it can print. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly details?: unknown
}

/** One step of a live stream. It never errors: a stream that broke turns stale and keeps its last good value. */
export type Frame<T> =
  | { readonly state: 'live'; readonly value: T; readonly asOf: number }
  | { readonly state: 'stale'; readonly value?: T; readonly asOf?: number; readonly problem: Problem }

/** Whether a problem takes with it what was shown: it may not be seen any more, or is not there. */
export function forgetsValue(problem: Problem): boolean {
  return problem.code.startsWith('access.') || problem.code === 'record.not-found'
}

/** Answer of a call. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** How the line to the server is: `lost` since an instant, while it tries again by itself. */
export type Connection = { readonly state: 'open' | 'connecting' } | { readonly state: 'lost'; readonly since: number }

/** All that the page knows of the world: providers by id, and the state of the line. */
export interface Source {
  watch<T>(provider: string, input?: unknown): Observable<Frame<T>>
  read<T>(provider: string, input?: unknown): Promise<Outcome<T>>
  readonly connection$: Observable<Connection>
  readonly sign: SignIn
}

/** Coming and going. `switcher` is sign-in for local use: anyone may be anyone, so every page says so. */
export interface SignIn {
  offer(): Promise<SignInOffer>
  enter(user: string): Promise<Outcome<unknown>>
  leave(): Promise<void>
  /** Makes the first administrator, with the code that the first start printed. */
  begin(code: string, name: string): Promise<Outcome<unknown>>
}
export interface SignInOffer {
  readonly switcher: boolean
  /** Nobody is there yet: whoever has the code of the first start becomes the first administrator. */
  readonly firstAdmin: boolean
  readonly users: readonly { readonly id: string; readonly name: string }[]
}

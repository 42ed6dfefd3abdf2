// A plugin that others build on: a service (`Signals`), and a point (`SignalSources`) for signals of risk.
import { schemas, values } from '@tenure/core/contract'
import {
  asks,
  contribute,
  definePlugin,
  definePoint,
  defineProvider,
  defineService,
  defineToken,
  optional,
  Providers,
  providerOf,
} from '@tenure/core/plugin'
import { combineLatest, firstValueFrom, map, of, switchMap } from 'rxjs'
import { z } from 'zod'

// ── What others import ──
const Signal = z.strictObject({ text: z.string(), severity: z.enum(['low', 'high']) })
const About = z.strictObject({ company: schemas.recordId })

export interface Signals {
  worst(company: string): Promise<'none' | 'low' | 'high'>
}
export const Signals = defineToken<Signals>('acme.signals/signals@1')
export const SignalSources = definePoint({
  key: 'acme.signals/sources@1',
  item: z.strictObject({ title: z.string(), source: providerOf(About, Signal) }),
})

// ── How it works ──
/** What the operator grants: to ask the providers that other plugins bring to the point. */
const Sources = asks(SignalSources)

export const latest = defineProvider({
  id: 'acme.signals/latest',
  permission: 'workspace.access',
  input: About,
  output: z.array(Signal),
  uses: { sources: SignalSources, providers: Sources },
  watch: ({ input, sources, providers }) =>
    sources.pipe(
      switchMap((items) =>
        items.length === 0 ? of([]) : combineLatest(items.map(({ source }) => providers.watch(source, input).pipe(values()))),
      ),
    ),
})

const service = defineService({
  token: Signals,
  uses: { providers: Providers },
  create: ({ providers }) => ({
    worst: (company) => firstValueFrom(providers.watch(latest, { company }).pipe(values(), map(worstOf))),
  }),
})

function worstOf(found: readonly z.infer<typeof Signal>[]): 'none' | 'low' | 'high' {
  if (found.length === 0) return 'none'
  return found.some(({ severity }) => severity === 'high') ? 'high' : 'low'
}

export const signals = definePlugin({
  id: 'acme.signals',
  version: '1.0.0',
  host: '1.0',
  grants: [Sources],
  contributes: [latest, service],
})

// ── What another plugin does with it ──
const silence = defineProvider({
  id: 'beta.silence/signal',
  permission: 'workspace.access',
  input: About,
  output: Signal,
  watch: () => of({ text: 'No answer for 30 days', severity: 'low' as const }),
})

export const badge = defineProvider({
  id: 'beta.silence/badge',
  permission: 'workspace.access',
  input: About,
  output: z.enum(['none', 'low', 'high']),
  uses: { signals: optional(Signals) },
  watch: async ({ input, signals: found }) => (await found?.worst(input.company)) ?? 'none',
})

export const silencePlugin = definePlugin({
  id: 'beta.silence',
  version: '1.0.0',
  host: '1.0',
  contributes: [silence, badge, contribute(SignalSources, { id: 'beta.silence/source', title: 'Silence', source: silence })],
})

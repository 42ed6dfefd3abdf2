import { combineLatest, of as just, map, type Observable, startWith, switchMap } from 'rxjs'
import type { z } from 'zod'
import { missingFor } from '../access/principal.js'
import { isShown } from '../contract/tab.js'
import type { sessionContract } from '../contract/workspace-contract.js'
import type { Problem } from '../errors/tenure-error.js'
import type { PluginHost, TabModel } from '../plugin/plugin-host.js'
import type { UserId } from '../schema/value.js'
import { fillSlots } from './fill-slots.js'
import type { Kernel } from './kernel.js'

/** A tab as the page of a user shows it. */
export type ShownTab = z.output<typeof sessionContract.output>['tabs'][number]
/** A problem as a page is told it. */
export type ShownProblem = NonNullable<ShownTab['problem']>
/** Whose tabs, and where. */
export interface TabsOf {
  readonly kernel: Kernel
  readonly plugins: PluginHost
  readonly edition: string
  readonly user: UserId
}

/** The tabs that this user sees now, in order; one whose plugin does not run says why. */
export function watchTabs(of: TabsOf): Observable<readonly ShownTab[]> {
  return combineLatest([of.plugins.tabs, of.kernel.changed.pipe(startWith(undefined))]).pipe(
    map(([tabs]) => tabs.filter((tab) => mayShow(of, tab))),
    switchMap((tabs) =>
      tabs.length === 0
        ? just([])
        : combineLatest(tabs.map((tab) => fillSlots(tab.view, of.plugins).pipe(map((view) => toShownTab({ ...tab, view }))))),
    ),
  )
}

/** A problem without what only its code needs. */
export function toShownProblem({ code, message, details }: Problem): ShownProblem {
  return { code, message, details: details as ShownProblem['details'] }
}

function mayShow({ kernel, edition, user }: TabsOf, { when }: TabModel): boolean {
  const principal = kernel.directory.find(user)
  if (principal === undefined || when === undefined) return principal !== undefined
  return isShown(when, { may: (permission) => missingFor(principal, permission) === undefined, edition })
}

function toShownTab({ id, title, icon, view, problem }: TabModel): ShownTab {
  return {
    id,
    title,
    view: view as unknown as ShownTab['view'],
    ...(icon !== undefined && { icon }),
    ...(problem && { problem: toShownProblem(problem) }),
  }
}

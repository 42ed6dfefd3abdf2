import type { Observable } from 'rxjs'
import type { Key } from '../base/key.js'
import type { Scope } from '../base/scope.js'
import type { ActionContract } from '../contract/action.js'
import type { Contribution, ContributionId } from '../contract/contribution.js'
import type { Config, Grant } from '../contract/grant.js'
import type { Point } from '../contract/point.js'
import type { ProviderContract } from '../contract/provider.js'
import type { AnySettings } from '../contract/settings.js'

type Given = Readonly<Record<string, unknown>>
interface Uses {
  readonly uses?: Readonly<Record<string, Key<unknown, string>>>
}
/** A contributed provider, with its code. */
export type ProviderCode = ProviderContract<unknown, unknown, unknown> &
  Contribution &
  Uses & { readonly kind: 'provider'; readonly id: ContributionId; readonly watch: (call: Given) => Observable<unknown> | Promise<unknown> }
/** A contributed action, with its code. */
export type ActionCode = ActionContract<unknown, unknown, unknown> &
  Contribution &
  Uses & { readonly kind: 'action'; readonly id: ContributionId; readonly run: (call: Given) => unknown }
/** A contributed session service, with its code. */
export type ServiceCode = Contribution & Uses & { readonly kind: 'service'; readonly create: (of: Given) => unknown }
/** A contributed resource, with its code. */
export type ResourceCode = Contribution &
  Uses & { readonly kind: 'resource'; readonly open: (of: Given & { readonly scope: Scope }) => unknown }

/** The keys that a contribution names, by the names that it gives them. */
export function usesOf(contribution: Contribution): Readonly<Record<string, Key<unknown, string>>> {
  return (contribution as Contribution & Uses).uses ?? {}
}
/** Whether a key is a grant, a plugin's configuration, a contribution point, a section of settings; otherwise it is the token of a service. */
export function isGrant(key: Key<unknown, string>): key is Grant {
  return 'grant' in key
}
export function isConfig(key: Key<unknown, string>): key is Config<string, unknown, unknown> {
  return 'configures' in key
}
export function isPoint(key: Key<unknown, string>): key is Point<unknown, unknown> {
  return 'item' in key
}
export function isSettings(key: Key<unknown, string>): key is AnySettings {
  return 'kind' in key && key.kind === 'settings'
}
/** The sections of the settings that a contribution uses. */
export function settingsOf(contribution: Contribution): readonly AnySettings[] {
  return Object.values(usesOf(contribution)).filter(isSettings)
}
/** The grants that a contribution uses. */
export function grantsOf(contribution: Contribution): readonly Grant[] {
  return Object.values(usesOf(contribution)).filter(isGrant)
}
/** Keys of the services that a contribution cannot do without. */
export function needsOf(contribution: Contribution): readonly string[] {
  return services(contribution)
    .filter(({ optional }) => optional !== true)
    .map(({ key }) => key)
}
/** Keys of the services that it takes when they are there. */
export function wishesOf(contribution: Contribution): readonly string[] {
  return services(contribution)
    .filter(({ optional }) => optional === true)
    .map(({ key }) => key)
}

function services(contribution: Contribution): readonly Key<unknown, string>[] {
  return Object.values(usesOf(contribution)).filter((key) => !isGrant(key) && !isConfig(key) && !isPoint(key) && !isSettings(key))
}

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { administration } from '@tenure/administration'
import { alerts } from '@tenure/alerts'
import { calendars } from '@tenure/calendars'
import { createHost, type Host, type HostOptions, type PluginUse, use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { dashboards } from '@tenure/dashboards'
import { feed } from '@tenure/feed'
import { foresight, health } from '@tenure/health'
import { record } from '@tenure/record'
import { revenue } from '@tenure/revenue'
import { schedule } from '@tenure/schedule'
import { openFetcher, openWebhooks } from '@tenure/server'
import { services } from '@tenure/services'
import { sqlite } from '@tenure/sqlite'
import { summary } from '@tenure/summary'
import { surveys } from '@tenure/surveys'
import { tasks } from '@tenure/tasks'
import type { editionNames } from './edition-names.js'
import { readSecretKey } from './secret-key.js'

/** The store's file inside a data folder. */
export function storeFile(data: string): string {
  return join(data, 'tenure.db')
}

/** What every workspace has. */
export const workspacePlugins: readonly PluginUse[] = [
  use(summary),
  use(alerts),
  use(foresight),
  use(health),
  use(customers),
  use(services),
  use(revenue),
  use(tasks),
  use(schedule),
  use(feed),
  use(dashboards),
  use(calendars),
  use(surveys),
  use(record),
  use(administration),
]

/** Plugins beside those of every workspace, what the account may use (by default the most), and what jobs wait for. */
export interface OpenOptions extends Pick<HostOptions, 'jobsAfter' | 'log'> {
  readonly plugins?: readonly PluginUse[] | undefined
  readonly edition?: (typeof editionNames)[number] | undefined
}

/** The workspace over the store in that folder, which is made where there is none. Only its owner can look into it. */
export async function openHost(data: string, synchronous: 'full' | 'normal' = 'full', more: OpenOptions = {}): Promise<Host> {
  const { plugins = [], edition = 'enterprise', jobsAfter, log } = more
  await mkdir(data, { recursive: true, mode: 0o700 })
  const storage = sqlite({ file: storeFile(data), synchronous })
  return createHost({
    ...{
      storage,
      plugins: [...workspacePlugins, ...plugins],
      grants: 'declared',
      edition,
      ...(jobsAfter && { jobsAfter }),
      ...(log && { log }),
    },
    ...{ fetcher: openFetcher(), webhooks: openWebhooks(await readSecretKey(data)) },
  })
}

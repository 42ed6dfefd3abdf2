import { metric } from '@tenure/core/block'
import { definePlugin, defineProvider, defineResource, defineTab, defineToken } from '@tenure/core/plugin'
import { concat, NEVER, of } from 'rxjs'
import { z } from 'zod'

const permission = 'workspace.access'
const output = z.strictObject({ total: z.int() })

const Licence = defineToken<never>('acme.heat/licence@1')
const heat = defineProvider({ id: 'acme.heat/total', permission, output, watch: () => NEVER })
/** A plugin that throws while it is set up. */
export const heatPlugin = definePlugin({
  id: 'acme.heat',
  version: '1.0.0',
  host: '1.0',
  contributes: [
    defineResource({
      token: Licence,
      open: () => {
        throw new Error('The licence key has no “seats” entry.')
      },
    }),
    heat,
    defineTab({ id: 'acme.heat/heat', title: 'Usage', icon: 'activity', block: metric({ from: heat, value: 'total' }) }),
  ],
})

const total = defineProvider({ id: 'acme.more/total', permission, output, watch: () => concat(of({ total: 7 }), NEVER) })
const titles = ['Services', 'Revenue', 'Tasks', 'Schedule', 'Feed', 'Dashboards', 'Playbooks', 'Surveys']
/** A plugin with more tabs than fit. */
export const morePlugin = definePlugin({
  id: 'acme.more',
  version: '1.0.0',
  host: '1.0',
  contributes: [
    total,
    ...titles.map((title) =>
      defineTab({
        id: `acme.more/${title.toLowerCase()}`,
        title,
        icon: 'star',
        block: metric({ title, from: total, value: 'total' }),
      }),
    ),
  ],
})

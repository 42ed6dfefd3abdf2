import { definePlugin } from '@tenure/core/plugin'
import { audit } from './audit/page.js'
import { people } from './people/page.js'
import { settings } from './settings/page.js'
import { workspaces } from './workspaces/page.js'

/** The pages of the administration: who works here, with which rights, in which workspace, on which records. */
export const administration = definePlugin({
  id: 'tenure.administration',
  version: '0.1.0',
  host: '1.0',
  contributes: [...audit, ...people, ...workspaces, ...settings],
})

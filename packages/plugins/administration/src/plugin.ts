import { definePlugin } from '@tenure/core/plugin'
import { audit } from './audit/page.js'
import { jobs } from './jobs/page.js'
import { links } from './links/page.js'
import { objects } from './objects/page.js'
import { people } from './people/page.js'
import { pipelines } from './pipelines/page.js'
import { roles } from './roles/page.js'
import { settings } from './settings/page.js'
import { workspaces } from './workspaces/page.js'

/** The pages of the administration: who works here, with which rights, in which workspace, on which records. */
export const administration = definePlugin({
  id: 'tenure.administration',
  version: '0.1.0',
  host: '1.0',
  contributes: [...settings, ...workspaces, ...roles, ...objects, ...pipelines, ...people, ...audit, ...jobs, ...links],
})

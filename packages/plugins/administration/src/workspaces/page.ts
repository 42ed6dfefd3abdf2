import {
  createWorkspaceContract,
  definePage,
  deleteWorkspaceContract,
  saveWorkspaceContract,
  workspacesContract,
} from '@tenure/core/administration'
import { custom, defineElement, detail } from '@tenure/core/block'
import type { Contribution } from '@tenure/core/contract'
import {
  lastSaveContract,
  saveSettingsContract,
  sessionContract,
  settingsContract,
  settingsEffectsContract,
  settingsSectionsContract,
} from '@tenure/core/page'
import type { z } from 'zod'
import { elementFolder } from '../element-folder.js'
import { german } from './german.js'

type Answer = z.output<typeof workspacesContract.output>
const fallback = detail({ from: workspacesContract, fields: ['limit'] })

const list = defineElement<Answer>({
  id: 'tenure.administration/workspaces',
  module: new URL('workspaces.js', elementFolder),
  calls: [
    ...[createWorkspaceContract, saveWorkspaceContract, deleteWorkspaceContract],
    ...[settingsSectionsContract, settingsContract, settingsEffectsContract, saveSettingsContract, lastSaveContract],
  ],
})
const own = defineElement<Answer>({
  id: 'tenure.administration/general',
  module: new URL('general.js', elementFolder),
  calls: [sessionContract, saveWorkspaceContract, lastSaveContract],
})

const workspacesPage = definePage({
  id: 'tenure.administration/workspaces-page',
  title: 'Workspaces',
  icon: 'dashboard',
  area: 'account',
  order: { group: 'account', rank: 40 },
  block: custom({ from: workspacesContract, element: list, fallback }),
})
const generalPage = definePage({
  id: 'tenure.administration/general-page',
  title: 'General',
  icon: 'home',
  area: 'workspace',
  order: { group: 'settings', rank: 0 },
  block: custom({ from: workspacesContract, element: own, fallback }),
})

/** The workspaces of the account, and the General settings of the own one. */
export const workspaces: readonly Contribution[] = [list, own, generalPage, workspacesPage, german]

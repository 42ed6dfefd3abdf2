import { map } from 'rxjs'
import { implementAction } from '../contract/action.js'
import {
  createWorkspaceContract,
  deleteWorkspaceContract,
  saveWorkspaceContract,
  workspacesContract,
} from '../contract/administration/workspaces.js'
import { followContract, setFollowContract, setRemovedContract } from '../contract/notice/follow-contract.js'
import { markNotificationsContract, notificationsContract, unreadNotificationsContract } from '../contract/notice/notification-contract.js'
import { assigneesContract, bulkContract, bulkOffersContract } from '../contract/page/bulk-contract.js'
import { preferencesContract, savePreferenceContract } from '../contract/page/preference-contract.js'
import { cancelRunContract, runContract, runsContract, undoContract } from '../contract/page/run-contract.js'
import {
  lastSaveContract,
  saveSettingsContract,
  settingsContract,
  settingsEffectsContract,
  settingsSectionsContract,
} from '../contract/page/settings-contract.js'
import { TextsPoint, textsContract } from '../contract/page/texts-contract.js'
import { deleteViewContract, saveViewContract, setDefaultViewContract } from '../contract/page/view-contract.js'
import { implementProvider } from '../contract/provider.js'
import {
  listTabsContract,
  pagesContract,
  sessionContract,
  tabContract,
  tabsContract,
  usersContract,
  viewableContract,
} from '../contract/workspace-contract.js'
import { definePlugin, type Plugin } from '../plugin/plugin.js'
import { currencySection } from '../workspace/form/currency-section.js'
import { mappingParts } from './administration/mapping-parts.js'
import { german } from './german.js'
import { jobsContributions } from './jobs/jobs-contributions.js'
import { PageDesk } from './page-desk.js'
import { peopleContributions } from './people/people-contributions.js'
import { publicLinkContributions } from './public/public-link-contributions.js'
import { scoreContributions } from './score/score-contributions.js'
import { securityContributions } from './security/security-contributions.js'

const uses = { page: PageDesk }

const session = implementProvider(sessionContract, { uses, watch: ({ page }) => page.session() })
const tabs = implementProvider(tabsContract, { uses, watch: ({ page }) => page.tabs() })
const listTabs = implementProvider(listTabsContract, { uses, watch: ({ page }) => page.listTabs() })
const pages = implementProvider(pagesContract, { uses, watch: ({ page }) => page.pages() })
const tab = implementProvider(tabContract, { uses, watch: ({ page, input }) => page.tab(input.tab) })
const texts = implementProvider(textsContract, {
  uses: { all: TextsPoint },
  watch: ({ all, input }) =>
    all.pipe(
      map((each) => each.filter(({ language }) => language === input.language).flatMap((one) => Object.entries(one.texts))),
      // The first in order wins.
      map((entries) => Object.fromEntries(entries.reverse())),
    ),
})
const users = implementProvider(usersContract, { uses, watch: ({ page }) => page.users() })
const viewable = implementProvider(viewableContract, { uses, watch: ({ page }) => page.viewable() })
const sections = implementProvider(settingsSectionsContract, { uses, watch: ({ page }) => page.sections() })
const settings = implementProvider(settingsContract, { uses, watch: ({ page, input }) => page.settings(input) })
const settingsEffects = implementProvider(settingsEffectsContract, { uses, watch: ({ page, input }) => page.settingsEffects(input) })
const lastSave = implementProvider(lastSaveContract, { uses, watch: ({ page, input }) => page.lastSave(input) })
const saveSettings = implementAction(saveSettingsContract, { uses, run: ({ page, input }) => page.saveSettings(input) })
const preferences = implementProvider(preferencesContract, { uses, watch: ({ page, input }) => page.preferences(input.name) })
const savePreference = implementAction(savePreferenceContract, { uses, run: ({ page, input }) => page.savePreference(input) })
const following = implementProvider(followContract, { uses, watch: ({ page, input }) => page.follow(input) })
const setFollowing = implementAction(setFollowContract, {
  uses,
  run: ({ page, input: { following: wanted, ...ref } }) => page.setFollow(ref, wanted),
})
const notifications = implementProvider(notificationsContract, { uses, watch: ({ page, input }) => page.notifications(input) })
const unread = implementProvider(unreadNotificationsContract, { uses, watch: ({ page }) => page.unreadNotifications() })
const markNotifications = implementAction(markNotificationsContract, { uses, run: ({ page, input }) => page.markNotifications(input) })
const setRemoved = implementAction(setRemovedContract, {
  uses,
  run: ({ page, input: { removed, ...ref } }) => page.setRemoved(ref, removed),
})
const undo = implementAction(undoContract, { uses, run: ({ page, input }) => page.undo(input) })
const bulk = implementAction(bulkContract, { uses, run: ({ page, input }) => page.bulk(input) })
const bulkOffers = implementProvider(bulkOffersContract, { uses, watch: ({ page, input }) => page.bulkOffers(input.type) })
const assignees = implementProvider(assigneesContract, { uses, watch: ({ page, input }) => page.assignees(input) })
const saveView = implementAction(saveViewContract, { uses, run: ({ page, input }) => page.saveView(input) })
const deleteView = implementAction(deleteViewContract, { uses, run: ({ page, input }) => page.deleteView(input) })
const setDefaultView = implementAction(setDefaultViewContract, { uses, run: ({ page, input }) => page.setDefaultView(input) })
const run = implementProvider(runContract, { uses, watch: ({ page, input }) => page.run(input.run) })
const runs = implementProvider(runsContract, { uses, watch: ({ page, input }) => page.runs(input.limit) })
const cancelRun = implementAction(cancelRunContract, { uses, run: ({ page, input }) => page.cancelRun(input.run) })
const workspaces = implementProvider(workspacesContract, { uses, watch: ({ page }) => page.workspaces() })
const createWorkspace = implementAction(createWorkspaceContract, { uses, run: ({ page, input }) => page.createWorkspace(input) })
const saveWorkspace = implementAction(saveWorkspaceContract, { uses, run: ({ page, input }) => page.saveWorkspace(input) })
const deleteWorkspace = implementAction(deleteWorkspaceContract, { uses, run: ({ page, input }) => page.deleteWorkspace(input.workspace) })

/** The core's own providers and actions, under the same guards as everybody's. */
export const corePlugin: Plugin = definePlugin({
  id: 'tenure.core',
  version: '0.1.0',
  host: '1.0',
  critical: true,
  contributes: [
    ...[session, tabs, listTabs, pages, tab, texts, users, viewable, sections, settings, saveSettings, preferences, savePreference],
    ...[
      following,
      setFollowing,
      setRemoved,
      notifications,
      unread,
      markNotifications,
      undo,
      bulk,
      bulkOffers,
      assignees,
      run,
      runs,
      cancelRun,
    ],
    ...[saveView, deleteView, setDefaultView, german],
    ...peopleContributions,
    ...mappingParts,
    ...[settingsEffects, lastSave, workspaces, createWorkspace, saveWorkspace, deleteWorkspace],
    currencySection,
    ...securityContributions,
    ...jobsContributions,
    ...scoreContributions,
    ...publicLinkContributions,
  ],
})

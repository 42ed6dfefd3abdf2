import '../app/data/content-policy.js'
import '@fontsource-variable/inter/wght.css'
import '../app/styles/page.css'

// The rest comes after the content policy, in chunks of its own.
const root = document.getElementById('root')
const place = window.location.hash.slice(1)
if (root !== null) await (place.startsWith('stor') ? openStories(root) : openWorkspace(root))

async function openStories(root: Element): Promise<void> {
  const { showStories } = await import('./story/story-page.js')
  showStories(root)
}

async function openWorkspace(root: Element): Promise<void> {
  const [{ openPage }, { openScenario, toScenario }] = await Promise.all([import('../app/open-page.js'), import('./world/scenario.js')])
  openPage({ root, source: await openScenario(toScenario(place)) })
}

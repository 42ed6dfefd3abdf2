import { createRoot } from 'react-dom/client'
import { App } from './app.js'
import { createClientSource } from './data/client-source.js'
import { apiUrl, earlyAnswers } from './early/page-answers.js'

const root = document.getElementById('root')
const source = createClientSource(apiUrl, (provider, input) => earlyAnswers.find(provider, input))
if (root !== null) createRoot(root).render(<App source={source} />)

// Sends a fixed number of requests over a fixed number of connections, and prints what they took. A process of its own, so
// that the server's figures are the server's.
import { Agent, request } from 'node:http'

const { url, headers, connections, requests } = JSON.parse(process.argv[2])
const agent = new Agent({ keepAlive: true, maxSockets: connections })
const times = []
let left = requests

function send() {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const outgoing = request(url, { agent, headers }, (incoming) => {
      if (incoming.statusCode !== 200) reject(new Error(`Status ${incoming.statusCode}`))
      incoming.resume()
      incoming.on('end', () => resolve(performance.now() - start))
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

async function keepSending() {
  while (left-- > 0) times.push(await send())
}

const start = performance.now()
await Promise.all(Array.from({ length: connections }, keepSending))
const seconds = (performance.now() - start) / 1000
agent.destroy()
times.sort((a, b) => a - b)
const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))]
process.stdout.write(JSON.stringify({ perSecond: requests / seconds, p50Us: at(0.5) * 1000, p99Us: at(0.99) * 1000 }))

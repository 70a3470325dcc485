// Reads a feed as two programs of other people do: standard input is {feed, from, to}, standard
// output is by each program the list of [start, end, status, summary], moments in UTC.
import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'

const { feed, from, to } = JSON.parse(readFileSync(0, 'utf8'))
const [first, end] = [new Date(from), new Date(to)]
const inside = ([start]) => new Date(start) >= first && new Date(start) < end
const line = (start, ends, status, summary) => [
  start.toISOString().slice(0, 19) + 'Z', ends.toISOString().slice(0, 19) + 'Z', status || 'CONFIRMED', summary,
]

function byIcalJs () {
  const root = new ICAL.Component(ICAL.parse(feed))
  for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  const found = []
  for (const component of root.getAllSubcomponents('vevent')) {
    if (component.hasProperty('recurrence-id')) continue
    const event = new ICAL.Event(component)
    const told = (item, start, ends) => found.push(line(
      start.toJSDate(), ends.toJSDate(), item.component.getFirstPropertyValue('status'), item.summary))
    if (!event.isRecurring()) { told(event, event.startDate, event.endDate); continue }
    const dates = event.iterator()
    for (let next = dates.next(), n = 0; next && n < 5000; next = dates.next(), n++) {
      const one = event.getOccurrenceDetails(next)
      told(one.item, one.startDate, one.endDate)
    }
  }
  return found
}

function byNodeIcal () {
  const found = []
  for (const event of Object.values(nodeIcal.sync.parseICS(feed))) {
    if (event.type !== 'VEVENT') continue
    const wide = { from: new Date(first - 40 * 864e5), to: new Date(+end + 40 * 864e5) }
    for (const one of nodeIcal.expandRecurringEvent(event, wide)) {
      found.push(line(new Date(one.start), new Date(one.end), one.event.status, one.event.summary))
    }
  }
  return found
}

const order = (found) => found.filter(inside).sort()
console.log(JSON.stringify({ 'ical.js': order(byIcalJs()), 'node-ical': order(byNodeIcal()) }))

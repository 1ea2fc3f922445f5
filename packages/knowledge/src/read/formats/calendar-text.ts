/** An invitation (iCalendar) in words: what, when, where, who and why, an event a paragraph. */
export function calendarText(source: string): string[] {
  // Long lines are folded.
  const lines = source.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const events: string[] = [];
  let event: string[] | null = null;
  for (const line of lines) {
    if (/^BEGIN:(?:VEVENT|VTODO)/i.test(line)) event = [];
    else if (/^END:(?:VEVENT|VTODO)/i.test(line)) {
      if (event !== null && event.length > 0) events.push(event.join('\n'));
      event = null;
    } else if (event !== null) {
      const words = wordsOf(line);
      if (words !== null) event.push(words);
    }
  }
  return events;
}

const labels: Record<string, string> = {
  SUMMARY: 'Event',
  DTSTART: 'Start',
  DTEND: 'End',
  DUE: 'Due',
  LOCATION: 'Where',
  ORGANIZER: 'Organiser',
  ATTENDEE: 'Attendee',
  DESCRIPTION: 'Description',
};

/** "Start: 2025-07-22 08:30 Europe/Berlin" for a line that says something to people, else null. */
function wordsOf(line: string): string | null {
  const [, name = '', parameters = '', value = ''] =
    /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^;:"]*))*):(.*)$/s.exec(line) ?? [];
  const label = labels[name.toUpperCase()];
  if (label === undefined || value.trim() === '') return null;
  const parameter = (wanted: string): string =>
    new RegExp(`;${wanted}=(?:"([^"]*)"|([^;:]*))`, 'i').exec(parameters)?.slice(1).find(Boolean) ?? '';
  const date = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?$/.exec(value.trim());
  if (date !== null) {
    const [, year, month, day, hour, minute, utc] = date;
    const zone = utc === 'Z' ? 'UTC' : parameter('TZID');
    const time = hour === undefined ? '' : ` ${hour}:${minute} ${zone}`;
    return `${label}: ${year}-${month}-${day}${time.trimEnd()}`;
  }
  const plain = value.replace(/\\n/gi, '\n').replace(/\\([,;\\])/g, '$1');
  const person = parameter('CN');
  return `${label}: ${person === '' ? plain.replace(/^mailto:/i, '') : person}`;
}

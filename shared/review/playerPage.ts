import * as z from 'zod';
import type { ReviewMap } from './reviewMap.ts';

const word = z.string().max(200);

/** What the player says, in the language of whoever made the review clip. */
export const playerWords = z.object({
  language: z.string().max(20), title: word, play: word, previousFrame: word, nextFrame: word, previousPart: word, nextPart: word, mark: word, note: word, save: word, cancel: word, remove: word, noObject: word,
  marks: word, none: word, downloadJson: word, downloadCsv: word, frame: word, part: word, keys: word, missing: word, choose: word, lost: word,
});
export type PlayerWords = z.infer<typeof playerWords>;

/**
 * A page that plays a review clip lying beside it and takes marks with a note by one key. It is one file, asks no
 * network (its policy forbids it), keeps the marks in the browser until they are saved, and writes what `readMarks` reads.
 */
export function playerPage(map: ReviewMap, words: PlayerWords): string {
  return `<!doctype html>
<html lang="${escaped(words.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; media-src 'self' file: blob:; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<title>${escaped(words.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1></h1>
<div id="screen"><video muted playsinline preload="auto"></video><div id="spot" hidden></div></div>
<p id="missing" role="alert" hidden><span></span> <input type="file" accept="video/*"></p>
<p id="where" aria-live="off"></p>
<p id="why"></p>
<div id="deeds" role="toolbar"></div>
<form id="form" hidden><span id="object"></span><label><span></span> <input name="note" maxlength="2000" autocomplete="off"></label><button type="submit"></button><button type="button"></button></form>
<p id="keys"></p>
</main>
<aside><h2></h2><p id="told" role="status"></p><ol id="marks"></ol><div id="savers"></div></aside>
<script type="application/json" id="map">${jsonText(map)}</script>
<script type="application/json" id="words">${jsonText(words)}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** JSON inside a script element: nothing in it may look like its end. */
function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { display: grid; grid-template-columns: minmax(0, 1fr) 22rem; gap: 1.25rem; margin: 1.25rem; }
@media (max-width: 60rem) { body { grid-template-columns: minmax(0, 1fr); } }
h1 { font-size: 1.1rem; margin: 0 0 .6rem; } h2 { font-size: 1rem; margin: 0 0 .4rem; } p { margin: .5rem 0; }
#screen { position: relative; line-height: 0; background: #000; } video { inline-size: 100%; max-block-size: 72vh; }
#spot { position: absolute; outline: 3px solid #ffd400; outline-offset: 2px; pointer-events: none; }
#where { font-variant-numeric: tabular-nums; font-weight: 600; }
button { font: inherit; min-block-size: 2rem; padding: .2rem .7rem; } input { font: inherit; min-block-size: 2rem; box-sizing: border-box; }
#deeds, #savers, form { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin: .5rem 0; } label { flex: 1 1 16rem; display: flex; gap: .4rem; align-items: center; } label input { flex: 1; } [hidden] { display: none !important; }
ol { padding-inline-start: 1.4rem; max-block-size: 62vh; overflow: auto; } li { margin-block-end: .4rem; } li .go { font-variant-numeric: tabular-nums; }
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
`;

const SCRIPT = String.raw`
'use strict';
(() => {
  const map = JSON.parse(document.getElementById('map').textContent);
  const words = JSON.parse(document.getElementById('words').textContent);
  const find = (selector) => document.querySelector(selector);
  const video = find('video');
  const [frames, per] = map.video.rate;
  const objects = new Map(map.objects.map((object) => [object.number, object]));
  const kept = 'sightline-marks-' + map.review;
  let marks = [];
  let held = null;

  const frameNow = () => Math.max(0, Math.min(map.video.frames - 1, Math.floor((video.currentTime + 0.0021) * frames / per)));
  const go = (frame) => { video.pause(); video.currentTime = (Math.max(0, Math.min(map.video.frames - 1, frame)) + 0.5) * per / frames; };
  const two = (value, digits) => String(value).padStart(digits, '0');
  const code = (seconds) => { const ms = Math.floor(seconds * 1000 + 1e-6); return two(Math.floor(ms / 3600000), 2) + ':' + two(Math.floor(ms / 60000) % 60, 2) + ':' + two(Math.floor(ms / 1000) % 60, 2) + '.' + two(ms % 1000, 3); };
  const timeOf = (frame) => frame * per / frames;
  const nameOf = (number) => { const object = objects.get(number); return object === undefined ? words.noObject : (object.label + ' ' + number).trim(); };
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole);
  const button = (parent, text, act, key) => { const made = document.createElement('button'); made.type = 'button'; made.textContent = text; if (key) made.setAttribute('aria-keyshortcuts', key); made.addEventListener('click', act); parent.append(made); return made; };
  const partOf = (frame) => map.spans.findIndex(({ from, to }) => frame >= from && frame <= to);
  const toPart = (by) => { const at = partOf(frameNow()) + by; const part = map.spans[Math.max(0, Math.min(map.spans.length - 1, at))]; if (part) go(part.from); };

  function show() {
    const frame = frameNow();
    const here = map.frames[frame];
    const part = partOf(frame);
    find('#where').textContent = code(timeOf(frame)) + '  ·  ' + words.frame + ' ' + (here ? here.frame : '') + '  ·  ' + words.part + ' ' + (part + 1) + '/' + map.spans.length;
    find('#why').textContent = part < 0 ? '' : map.spans[part].reasons.map(({ text }) => text).join(' · ');
    if (held !== null && held.frame !== frame) hold(null);
  }

  // The smallest thing under the pointer is the one that is meant.
  function hold(next) {
    held = next;
    const spot = find('#spot');
    const drawn = next === null || next.number === null ? undefined : map.frames[next.frame].drawn.find(([number]) => number === next.number);
    spot.hidden = drawn === undefined;
    find('#object').textContent = next === null || next.number === null ? words.noObject : nameOf(next.number);
    if (drawn === undefined) return;
    const [, x, y, width, height] = drawn;
    const { scale, left, top } = placeOnScreen();
    Object.assign(spot.style, { left: left + x * scale + 'px', top: top + y * scale + 'px', width: width * scale + 'px', height: height * scale + 'px' });
  }

  function placeOnScreen() {
    const fit = Math.min(video.clientWidth / map.video.width, video.clientHeight / map.video.height);
    return { scale: fit * map.video.scale, left: video.offsetLeft + (video.clientWidth - map.video.width * fit) / 2, top: video.offsetTop + (video.clientHeight - map.video.height * fit) / 2 };
  }

  function ask(number) {
    video.pause();
    const frame = frameNow();
    const only = (map.frames[frame] || { drawn: [] }).drawn;
    hold({ frame, number: number !== undefined ? number : held !== null && held.frame === frame ? held.number : only.length === 1 ? only[0][0] : null });
    find('#form').hidden = false;
    find('#form input').focus();
  }

  function leave() {
    find('#form').hidden = true;
    find('#form').reset();
    hold(null);
    video.focus();
  }

  function keep() {
    try { localStorage.setItem(kept, JSON.stringify(marks)); } catch { find('#told').textContent = words.lost; }
    list();
  }

  function list() {
    const room = find('#marks');
    room.replaceChildren();
    for (const mark of marks) {
      const row = document.createElement('li');
      const to = button(row, code(mark.time), () => go(mark.frame));
      to.className = 'go';
      const said = document.createElement('span');
      said.textContent = ' ' + (mark.number === null ? '' : nameOf(mark.number) + ': ') + mark.note + ' ';
      row.append(said);
      button(row, words.remove, () => { marks = marks.filter((other) => other !== mark); keep(); }).setAttribute('aria-label', words.remove + ' ' + code(mark.time));
      room.append(row);
    }
    if (marks.length === 0) { const none = document.createElement('li'); none.textContent = words.none; room.append(none); }
  }

  function save(name, type, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  const plainName = map.video.file.replace(/\.[^.]+$/, '');
  const saveJson = () => save(plainName + '.marks.json', 'application/json', JSON.stringify({
    format: 'sightline-marks', version: 1, review: map.review, task: map.task, item: map.item, clip: { frames: map.clip.frames }, video: { file: map.video.file, rate: map.video.rate, frames: map.video.frames },
    marks: marks.map(({ id, time, frame, number, note }) => ({ id, time: code(time), frame, source: map.frames[frame].frame, objects: number === null ? [] : [objects.get(number).track], note })),
  }, null, 2));
  const cell = (text) => '"' + String(text).replace(/"/g, '""') + '"';
  const saveCsv = () => save(plainName + '.marks.csv', 'text/csv', 'time,object,note,id,review\n' + marks.map(({ id, time, number, note }) => [code(time), number === null ? '' : number, cell(note), id, map.review].join(',')).join('\n') + '\n');

  find('h1').textContent = fill(words.title, { name: map.item.name });
  find('h2').textContent = words.marks;
  find('#keys').textContent = words.keys;
  find('#form label span').textContent = words.note;
  find('#form button[type=submit]').textContent = words.save;
  find('#form button[type=button]').textContent = words.cancel;
  find('#missing span').textContent = fill(words.missing, { name: map.video.file });
  find('#missing input').setAttribute('aria-label', words.choose);
  video.setAttribute('aria-label', map.video.file);
  video.tabIndex = 0;
  const play = () => (video.paused ? void video.play() : video.pause());
  const deeds = find('#deeds');
  deeds.setAttribute('aria-label', words.title);
  button(deeds, words.previousPart, () => toPart(-1), 'j');
  button(deeds, words.previousFrame, () => go(frameNow() - 1), 'ArrowLeft');
  button(deeds, words.play, play, 'Space');
  button(deeds, words.nextFrame, () => go(frameNow() + 1), 'ArrowRight');
  button(deeds, words.nextPart, () => toPart(1), 'l');
  button(deeds, words.mark, () => ask(), 'm');
  button(find('#savers'), words.downloadJson, saveJson, 's');
  button(find('#savers'), words.downloadCsv, saveCsv);

  find('#form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (held === null) return leave();
    marks = [...marks, { id: crypto.randomUUID ? crypto.randomUUID() : String(Date.now()), time: timeOf(held.frame), frame: held.frame, number: held.number, note: find('#form input').value.trim() }].sort((a, b) => a.frame - b.frame);
    keep();
    leave();
  });
  find('#form button[type=button]').addEventListener('click', leave);
  find('#form').addEventListener('keydown', (event) => { if (event.key === 'Escape') leave(); });
  find('#missing input').addEventListener('change', (event) => { const file = event.target.files[0]; if (file) { video.src = URL.createObjectURL(file); find('#missing').hidden = true; } });
  video.addEventListener('error', () => { find('#missing').hidden = false; });
  video.addEventListener('click', (event) => {
    const { scale, left, top } = placeOnScreen();
    const box = find('#screen').getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left - left) / scale, (event.clientY - box.top - top) / scale];
    const here = (map.frames[frameNow()] || { drawn: [] }).drawn.filter(([, bx, by, width, height]) => x >= bx && y >= by && x <= bx + width && y <= by + height).sort((a, b) => a[3] * a[4] - b[3] * b[4]);
    if (here.length > 0) ask(here[0][0]); else play();
  });
  for (const event of ['timeupdate', 'seeked', 'loadeddata']) video.addEventListener(event, show);
  addEventListener('keydown', (event) => {
    if (event.target.closest('form, input') || event.ctrlKey || event.metaKey || event.altKey) return;
    const deed = { ArrowLeft: () => go(frameNow() - 1), ArrowRight: () => go(frameNow() + 1), ' ': play, m: () => ask(), j: () => toPart(-1), l: () => toPart(1), s: saveJson }[event.key];
    if (deed === undefined || (event.key === ' ' && event.target.closest('button'))) return;
    event.preventDefault();
    deed();
  });
  try { marks = JSON.parse(localStorage.getItem(kept) || '[]'); } catch { marks = []; }
  list();
  video.src = encodeURIComponent(map.video.file);
  show();
})();
`;

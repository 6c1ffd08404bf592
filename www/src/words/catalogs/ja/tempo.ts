// Japanese: where the tempo changes.

import type { Catalog } from "../../words.ts";

export const TEMPO: Catalog = {
  Bar: "小節",
  "Bar {found} found; {least} to {most} are allowed.":
    "{found} 小節目が入力されました。{least}～{most} が使えます。",
  Beat: "拍",
  "Beat {found} found; bar {bar} has {least} to {most}.":
    "{found} 拍目が入力されました。{bar} 小節目にあるのは {least}～{most} 拍目です。",
  "Change step by step": "段階的に変える",
  "Change tempo here": "ここでテンポを変更",
  "From bar": "開始小節",
  "From bar {first} to bar {last} to {tempo} bpm":
    "{first} 小節目から {last} 小節目にかけて {tempo} bpm へ",
  "From bar {first} to bar {last}: the last may not come before the first.":
    "{first} 小節目から {last} 小節目：終わりは始まりより前にできません。",
  "Move tempo change": "テンポ変更を移動",
  "Remove all tempo changes": "テンポ変更をすべて削除",
  "Remove tempo change": "テンポ変更を削除",
  "Remove the tempo change at {place}": "テンポ変更を削除：{place}",
  "Slow down": "リタルダンド",
  "Slow down or speed up": "だんだん遅く、または速く",
  "Speed up": "アッチェレランド",
  "Tempo changes": "テンポ変更",
  "Tempo {found} found; {least} to {most} are allowed.":
    "テンポ {found} が入力されました。{least}～{most} が使えます。",
  "The beginning has a tempo of its own: it is that of the piece.":
    "冒頭には曲のテンポがあります。",
  "To bar": "終了小節",
  "{count} tempo change, {least} to {most} bpm": "テンポ変更 {count} 個、{least}～{most} bpm",
  "{count} tempo changes, {least} to {most} bpm": "テンポ変更 {count} 個、{least}～{most} bpm",
  "{place}: {tempo} bpm": "{place}：{tempo} bpm",
  "{shown} of {count} shown, around the playhead": "再生位置の前後、{count} 個中 {shown} 個を表示",
  "{tempo} bpm from {place}": "{place}から {tempo} bpm",
  "{tempo} bpm holds at {place} already: write another tempo.":
    "{place}はすでに {tempo} bpm です。別のテンポを入力してください。",
};

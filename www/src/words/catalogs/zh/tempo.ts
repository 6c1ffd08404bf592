// Chinese: where the tempo changes.

import type { Catalog } from "../../words.ts";

export const TEMPO: Catalog = {
  Bar: "小节",
  "Bar {found} found; {least} to {most} are allowed.":
    "输入了小节 {found}；可用 {least} 到 {most}。",
  Beat: "拍",
  "Beat {found} found; bar {bar} has {least} to {most}.":
    "输入了第 {found} 拍；第 {bar} 小节有第 {least} 到 {most} 拍。",
  "Change step by step": "逐步改变",
  "Change tempo here": "在此更改速度",
  "From bar": "从小节",
  "From bar {first} to bar {last} to {tempo} bpm":
    "从第 {first} 小节到第 {last} 小节变到 {tempo} bpm",
  "From bar {first} to bar {last}: the last may not come before the first.":
    "从第 {first} 小节到第 {last} 小节：结束小节不能早于开始小节。",
  "Move tempo change": "移动速度变化",
  "Remove all tempo changes": "删除所有速度变化",
  "Remove tempo change": "删除速度变化",
  "Remove the tempo change at {place}": "删除速度变化：{place}",
  "Slow down": "渐慢",
  "Slow down or speed up": "渐慢或渐快",
  "Speed up": "渐快",
  "Tempo changes": "速度变化",
  "Tempo {found} found; {least} to {most} are allowed.":
    "输入了速度 {found}；可用 {least} 到 {most}。",
  "The beginning has a tempo of its own: it is that of the piece.":
    "开头有自己的速度：即整首曲子的速度。",
  "To bar": "到小节",
  "{count} tempo change, {least} to {most} bpm": "{count} 处速度变化，{least} 到 {most} bpm",
  "{count} tempo changes, {least} to {most} bpm": "{count} 处速度变化，{least} 到 {most} bpm",
  "{place}: {tempo} bpm": "{place}：{tempo} bpm",
  "{shown} of {count} shown, around the playhead": "显示播放位置附近的 {shown} 处，共 {count} 处",
  "{tempo} bpm from {place}": "从{place}起 {tempo} bpm",
  "{tempo} bpm holds at {place} already: write another tempo.":
    "{place}的速度已是 {tempo} bpm：请写另一个速度。",
};

// simplified Chinese: the palette of commands, and the piece in words.

import type { Catalog } from "../../words.ts";

export const PALETTE: Catalog = {
  "Chord symbols: {count}": "和弦符号：{count}",
  chosen: "已选",
  Commands: "命令",
  "Composed, then edited: {notes}": "作曲家所写，后经编辑：{notes}",
  "Composed: {notes}": "作曲家所写：{notes}",
  "Cursor: {place}": "光标：{place}",
  "Find a command": "查找命令",
  "Locked: {notes}": "已锁定：{notes}",
  "metre {metre}": "拍号 {metre}",
  "No command is called that: try another word.": "没有叫这个名字的命令：请换一个词。",
  "no notes yet": "还没有音符",
  "Playhead: {place}": "播放位置：{place}",
  "probably {key}": "可能是{key}",
  "Read the piece aloud": "朗读乐曲",
  "Sections: {names}": "段落：{names}",
  "Selected: {notes}": "已选中：{notes}",
  "What would you like to do?": "想做什么？",
  "{count} commands": "{count} 个命令",
  "{sentence}.": "{sentence}。",
  "{tempo} quarter notes a minute": "每分钟 {tempo} 个四分音符",
  "{voice}: {notes}": "{voice}：{notes}",
};

// Japanese: the palette of commands, and the piece in words.

import type { Catalog } from "../../words.ts";

export const PALETTE: Catalog = {
  "Chord symbols: {count}": "コードネーム：{count}",
  chosen: "選択中",
  Commands: "コマンド",
  "Composed, then edited: {notes}": "作曲後に編集された音符：{notes}",
  "Composed: {notes}": "作曲された音符：{notes}",
  "Cursor: {place}": "カーソル：{place}",
  "Find a command": "コマンドを探す",
  "Locked: {notes}": "固定された音符：{notes}",
  "metre {metre}": "拍子 {metre}",
  "No command is called that: try another word.":
    "その名前のコマンドはありません。別の言葉を試してください。",
  "no notes yet": "音符はまだありません",
  "Playhead: {place}": "再生位置：{place}",
  "probably {key}": "おそらく{key}",
  "Read the piece aloud": "曲を読み上げる",
  "Sections: {names}": "セクション：{names}",
  "Selected: {notes}": "選択：{notes}",
  "What would you like to do?": "何をしますか？",
  "{count} commands": "{count} 件のコマンド",
  "{sentence}.": "{sentence}。",
  "{tempo} quarter notes a minute": "1 分間に四分音符 {tempo} 個",
  "{voice}: {notes}": "{voice}：{notes}",
};

// Japanese: keys that somebody sets.

import type { Catalog } from "../../words.ts";

export const OWN_KEYS: Catalog = {
  "All keys are as they were at first.": "すべてのショートカットを初期設定に戻しました。",
  "All keys as they were": "すべてのショートカットを初期設定に戻す",
  "Back to {key}": "{key} に戻す",
  "Change its key (F2)": "ショートカットを変更（F2）",
  "Change the key of {action}: {key}": "{action}のショートカットを変更：{key}",
  "Keys with Alt write letters or open menus. Press one without it.":
    "Alt を使うキーは文字入力やメニューに使われます。Alt なしのキーを押してください。",
  "No key": "ショートカットなし",
  "Choose a key below to change it. Your keys stay on this device.":
    "表のキーをクリックすると変更できます。設定はこの端末に保存されます。",
  "Press the new key for “{action}”. Esc leaves it as it is.":
    "「{action}」の新しいキーを押してください。Esc で変更せずに戻ります。",
  "Take that back": "元に戻す",
  "The keys are as before.": "ショートカットを変更前に戻しました。",
  "{action} has no key: give it one": "{action}にはショートカットがありません：割り当てる",
  "{key} belongs to the browser. Press another key.":
    "{key} はブラウザーが使うキーです。別のキーを押してください。",
  "{key} is the key of “{holder}”. Press it once more to take it from there, or press another.":
    "{key} は「{holder}」のショートカットです。もう一度押すとこちらに移します。別のキーも選べます。",
  "{key} moves about the roll or edits there. Press another key.":
    "{key} はピアノロールの移動や編集に使います。別のキーを押してください。",
  "“{action}” has no key now.": "「{action}」のショートカットはなくなりました。",
  "“{action}” has the key {key} now.": "「{action}」のショートカットは {key} になりました。",
  "“{action}” keeps its key.": "「{action}」のショートカットはそのままです。",
};

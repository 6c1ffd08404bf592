// Chinese: keys that somebody sets.

import type { Catalog } from "../../words.ts";

export const OWN_KEYS: Catalog = {
  "All keys are as they were at first.": "所有按键已恢复初始设置。",
  "All keys as they were": "恢复所有按键",
  "Back to {key}": "恢复为 {key}",
  "Change its key (F2)": "更改按键 (F2)",
  "Change the key of {action}: {key}": "更改“{action}”的按键：{key}",
  "Keys with Alt write letters or open menus. Press one without it.":
    "带 Alt 的按键用于输入字符或打开菜单，请按不带 Alt 的键。",
  "No key": "不设按键",
  "Choose a key below to change it. Your keys stay on this device.":
    "点击表中的按键即可更改。你的设置保存在本设备上。",
  "Press the new key for “{action}”. Esc leaves it as it is.":
    "请按“{action}”的新按键，按 Esc 保持不变。",
  "Take that back": "撤回更改",
  "The keys are as before.": "按键已恢复到更改之前。",
  "{action} has no key: give it one": "“{action}”没有按键：设置一个",
  "{key} belongs to the browser. Press another key.": "{key} 由浏览器占用，请按其他键。",
  "{key} is the key of “{holder}”. Press it once more to take it from there, or press another.":
    "{key} 是“{holder}”的按键。再按一次即可改用到这里，或按其他键。",
  "{key} moves about the roll or edits there. Press another key.":
    "{key} 用于在钢琴卷帘中移动或编辑，请按其他键。",
  "“{action}” has no key now.": "“{action}”现在没有按键。",
  "“{action}” has the key {key} now.": "“{action}”的按键现在是 {key}。",
  "“{action}” keeps its key.": "“{action}”的按键保持不变。",
};

// Simplified Chinese: what the page says in whole sentences.

import type { Catalog } from "../../words.ts";

export const SENTENCES: Catalog = {
  "A length from 0:10 to 6:00, such as 1:30 or 90.": "长度从 0:10 到 6:00，例如 1:30 或 90。",
  "A motif has at least two notes, and one stands in {place}.":
    "动机至少有两个音符，而{place}只有一个。",
  "A motif has pitches, and drums have none.": "动机要有音高，而鼓没有。",
  "A motif is one line, and notes of {voices} are selected: select those of one voice.":
    "动机是单一的旋律线，而所选音符来自{voices}：请只选一个声部。",
  "A motif is one note at a time, and notes sound together in {place}.":
    "动机一次一个音，而{place}有同时发声的音符。",
  "A motif is one or two bars, and {count} are selected: select fewer.":
    "动机为一或两小节，而选了 {count} 小节：请少选些。",
  "A motif is one or two whole bars of 4/4, 3/4 or 6/8, and these are of {found}.":
    "动机为 4/4、3/4 或 6/8 的一或两个完整小节，而这些是 {found}。",
  "A motif lies within three octaves; {place} goes beyond them.":
    "动机在三个八度之内；{place}超出了。",
  "A motif stands on sixteenths: quantise {place} first (Q).":
    "动机落在十六分音符上：请先量化{place} (Q)。",
  "A new version is here.": "有新版本。",
  "A number from {least} to {most}, or nothing.": "{least} 到 {most} 之间的数，或留空。",
  "All takes came out alike: make the composer bolder.": "所有版本都相同：让作曲家更大胆些。",
  "An intro can only come first.": "前奏只能放在最前。",
  "An outro can only come last.": "尾奏只能放在最后。",
  "At least one part has to play.": "至少要有一个声部演奏。",
  "At most {count} sections.": "最多 {count} 个段落。",
  "Both ends have one metre: {found} found, {allowed} needed.":
    "两端拍号须相同：现为 {found}，需要 {allowed}。",
  "Chains choose the chords, the network writes the notes.": "马尔可夫链选择和弦，神经网络写音符。",
  "Chains write the top voice, the network the others.":
    "马尔可夫链写最高声部，神经网络写其他声部。",
  "Continue needs some notes to go on from: draw a few, or press Seed.":
    "续写需要已有的音符：画几个，或按“新作”。",
  "Each chord and note follows from the few before it, as they did in real pieces.":
    "每个和弦和音符都由前面几个推出，如真实作品那样。",
  "Every voice that may be written has notes of yours. Delete one voice, or select notes and press Fill.":
    "可写的每个声部都有你的音符。删除一个声部，或选中音符后按“填补”。",
  "Fill needs a place: select notes, or drag over the bar numbers to mark bars.":
    "填补需要位置：选中音符，或在小节号上拖动。",
  "From half a minute to six, with a form, a mood and an end.":
    "从半分钟到六分钟，有曲式、情绪和结尾。",
  "Full notes were certain, empty ones bold. Select one to see why.":
    "实心音符有把握，空心音符大胆。选中一个看原因。",
  "Harmonize needs a melody: draw one, or press Seed.": "配和声需要旋律：画一条，或按“新作”。",
  "It has read much music, and hears the whole piece.": "它读过许多音乐，并听着整首曲子。",
  "Keep the motif or cancel it, then ask again.": "请保留动机或取消，然后再问。",
  "Kept in this browser, on this device, nowhere else.": "只保存在本设备的此浏览器中。",
  "Kept: take {take}, with {sources}.": "已保留：版本 {take}，并有 {sources}。",
  "Let a motif come first, or select one in the roll.": "请先得到一个动机，或在卷帘中选一个。",
  "No voice may be written: allow at least one in the Composer panel.":
    "没有可写的声部：请在作曲家面板中至少允许一个。",
  "Nothing here was explained yet: new answers are, from now on.":
    "这里还没有解释；之后的应答都会带有解释。",
  "Nothing is kept yet: write, and it is.": "还没有保存任何内容：写下即会保存。",
  "Nothing is written yet.": "还没有写下任何内容。",
  "Numbers of bars, such as “4, 8 half”.": "小节号，如“4, 8 half”。",
  "Piano roll. Arrow keys move the cursor, Enter writes a note, question mark shows all keys.":
    "钢琴卷帘。方向键移动光标，回车写音符，问号显示所有按键。",
  "Press A or B to set it to {motif}.": "按 A 或 B 将其设为{motif}。",
  "Staves. Left and right arrows go from note to note, up and down through what sounds together.":
    "五线谱。左右方向键逐音移动，上下键在同时发声的音之间移动。",
  "Stopped before the first note.": "在第一个音符之前停止。",
  "Stopped: what was written until then is kept.": "已停止：此前写下的均已保留。",
  "That did not work: {reason}. Nothing was lost; try again.":
    "没有成功：{reason}。没有丢失任何内容；请重试。",
  "That file is not a MIDI file that can be read: {reason}.":
    "该文件不是可读的 MIDI 文件：{reason}。",
  "That is no music this page can read: {reason}.": "这不是此页面能读的音乐：{reason}。",
  "That is too large to be one piece of music: {reason}.": "作为一首曲子太大：{reason}。",
  "That part of the page could not be loaded: check the connection, then try again.":
    "页面的这一部分无法加载：请检查连接后重试。",
  "The attribute {name} is not understood: {reason}": "无法理解属性 {name}：{reason}",
  "{found} found at {url}": "在 {url} 找到的是 {found}",
  "The attribute {name} is “{text}”; allowed is {allowed}.":
    "属性 {name} 为“{text}”；允许的是 {allowed}。",
  "The bars of cadences under Rules are numbers, such as “4, 8 half”.":
    "规则中的终止小节为数字，如“4, 8 half”。",
  "The browser could not keep the last changes; they are safe only while this tab is open. Save the piece as a file to be sure.":
    "浏览器未能保存最近的更改；仅在此标签页打开时安全。请将曲子保存为文件。",
  "The browser does not let the page copy: the link is selected, copy it by hand.":
    "浏览器不允许页面复制：链接已选中，请手动复制。",
  "The browser's storage is full: your changes are safe only while this tab is open. Delete pieces you no longer need, or save this one as a file.":
    "浏览器存储已满：你的更改仅在此标签页打开时安全。请删除不需要的曲子，或将此曲保存为文件。",
  "The chords under Rules have “{word}”, which is no chord: write symbols such as G, D7/F# or V7.":
    "规则的和弦中有“{word}”，它不是和弦：请写 G、D7/F# 或 V7 之类的和弦符号。",
  "The clipboard holds no music: a tune in ABC, or a link to a piece, can be pasted.":
    "剪贴板中没有音乐：可粘贴 ABC 旋律或曲子的链接。",
  "The composer could not be loaded: check the connection and press the verb again.":
    "作曲家无法加载：请检查连接后再按一次。",
  "The composer does not know the style “{found}”; it answers as {style}.":
    "作曲家不认识风格“{found}”；将以{style}应答。",
  "The composer found nothing to add here. Try another style, or make it bolder.":
    "作曲家在此找不到可加的内容。换个风格，或让它更大胆。",
  "The composer is still answering: press Stop, then ask again.":
    "作曲家仍在应答：按“停止”后再问。",
  "The composer is writing: stop it first.": "作曲家正在写：请先停止它。",
  "The composer's files do not fit this page: reload the page to fetch them afresh.":
    "作曲家的文件与此页面不符：请重新加载页面。",
  "The graphics processor gave up: press the verb again, the answer then comes from the CPU.":
    "图形处理器出错：再按一次，将由 CPU 应答。",
  "The link holds more than a piece can be: {allowed} bytes are allowed.":
    "链接内容超过一首曲子的上限：允许 {allowed} 字节。",
  "The link is damaged ({found}): ask for it again.": "链接已损坏（{found}）：请再要一次。",
  "The link is too long: {found} characters found, {allowed} are allowed.":
    "链接太长：有 {found} 个字符，允许 {allowed} 个。",
  "The link was made by another page: kind {found} found, {allowed} is understood.":
    "链接来自另一页面：类型为 {found}，只识别 {allowed}。",
  "The motifs could not be loaded: check the connection and move again.":
    "动机无法加载：请检查连接后再移动。",
  "The notes a bar under Rules are from {fewest} to {most}: the first is to be the smaller.":
    "规则中每小节音符数为 {fewest} 到 {most}：前者应较小。",
  "The piece is too long for a link: {found} characters found, {allowed} are allowed.":
    "曲子太长，无法成为链接：有 {found} 个字符，允许 {allowed} 个。",
  "The piece is too long for one question: select a part of it and press Fill.":
    "曲子太长，无法一次询问：选中一部分后按“填补”。",
  "There are no chains for this style: let the network write, in the Composer panel.":
    "此风格没有马尔可夫链：请在作曲家面板中让神经网络来写。",
  "There is no note in “{file}”.": "“{file}”中没有音符。",
  "These rules cannot be kept together: {rules}. Ease one of them under Rules in the panel.":
    "这些规则无法同时遵守：{rules}。请在规则中放宽其一。",
  "This browser keeps nothing for this page.": "此浏览器不为此页面保存任何内容。",
  "This browser keeps nothing for this page: save the piece as a file before you go.":
    "此浏览器不保存任何内容：离开前请将曲子保存为文件。",
  "This piece is read only.": "此曲只读。",
  "This rule cannot be kept beside what stands here: {rule}. Ease it under Rules in the panel, or change the notes.":
    "此规则无法与这里的内容并存：{rule}。请在规则中放宽，或更改音符。",
  "Too long for a QR code: {found} characters found, {allowed} are allowed.":
    "对二维码来说太长：有 {found} 个字符，允许 {allowed} 个。",
  "What reads and writes this format could not be loaded: check the connection.":
    "读写此格式的部分无法加载：请检查连接。",
  "Written by Markov chains: the network is not here yet. Ask again for its answer.":
    "由马尔可夫链写成：神经网络尚未就绪。再问一次可得其应答。",
  "{count} characters; the piece is in the link itself, no server keeps it.":
    "{count} 个字符；曲子就在链接中，没有服务器保存它。",
  "{edit} needs some notes: select them first.": "“{edit}”需要音符：请先选中。",
  "{edit}: nothing had to be changed.": "{edit}：没有需要更改之处。",
  "{edit}: the piece has changed meanwhile, so nothing was done.":
    "{edit}：曲子已被更改，因此未做任何操作。",
  "{format} could not be written: {reason}.": "{format} 无法写出：{reason}。",
  "{style} is written for one voice: choose another style to harmonize yours.":
    "{style}只写一个声部：请选其他风格来配和声。",
  "“{file}” is one too many: {most} are listened to at once.":
    "“{file}”多出一个：最多同时听 {most} 个。",
  "“{file}” is too large to be one piece of music.": "“{file}”太大，不像一首曲子。",
  "“{title}” is deleted.": "“{title}”已删除。",
  "“{title}” is open in another tab, which alone can change it.":
    "“{title}”在另一标签页中打开，只有那里能更改。",
  "“{title}” is open in another tab. What you change here becomes a copy.":
    "“{title}”在另一标签页中打开。你在此处的更改将成为副本。",
  "“{word}” is no chord.": "“{word}”不是和弦。",
  "“{word}” is no section: letters A to H, intro, verse, chorus, bridge, climax, outro.":
    "“{word}”不是段落：字母 A 到 H、intro、verse、chorus、bridge、climax、outro。",
};

// Japanese: what the page says in whole sentences.

import type { Catalog } from "../../words.ts";

export const SENTENCES: Catalog = {
  "A length from 0:10 to 6:00, such as 1:30 or 90.": "0:10 から 6:00 まで（例 1:30 または 90）。",
  "A motif has at least two notes, and one stands in {place}.":
    "モチーフには音符が二つ以上必要ですが、{place} には一つだけです。",
  "A motif has pitches, and drums have none.":
    "モチーフには音高が要りますが、ドラムにはありません。",
  "A motif is one line, and notes of {voices} are selected: select those of one voice.":
    "モチーフは一つの旋律線です。{voices} の音符が選ばれています。一つの声部だけを選んでください。",
  "A motif is one note at a time, and notes sound together in {place}.":
    "モチーフは一度に一音ですが、{place} では音が重なっています。",
  "A motif is one or two bars, and {count} are selected: select fewer.":
    "モチーフは一、二小節です。{count} 小節が選ばれています。減らしてください。",
  "A motif is one or two whole bars of 4/4, 3/4 or 6/8, and these are of {found}.":
    "モチーフは 4/4、3/4、6/8 の完全な一、二小節です。ここは {found} です。",
  "A motif lies within three octaves; {place} goes beyond them.":
    "モチーフは三オクターブ以内です。{place} は超えています。",
  "A motif stands on sixteenths: quantise {place} first (Q).":
    "モチーフは十六分音符の上に置きます。先に {place} をクオンタイズしてください (Q)。",
  "A new version is here.": "新しい版があります。",
  "A number from {least} to {most}, or nothing.": "{least} から {most} までの数、または空欄。",
  "All takes came out alike: make the composer bolder.":
    "どのテイクも同じでした。もっと大胆にしてください。",
  "An intro can only come first.": "イントロは最初にだけ置けます。",
  "An outro can only come last.": "アウトロは最後にだけ置けます。",
  "At least one part has to play.": "少なくとも一つのパートが必要です。",
  "At most {count} sections.": "{count} セクションまで。",
  "Both ends have one metre: {found} found, {allowed} needed.":
    "両端の拍子は同じです。{found} ではなく {allowed} が必要です。",
  "Chains choose the chords, the network writes the notes.":
    "マルコフ連鎖がコードを選び、ネットワークが音符を書きます。",
  "Chains write the top voice, the network the others.":
    "マルコフ連鎖が最上声を、ネットワークが他の声部を書きます。",
  "Continue needs some notes to go on from: draw a few, or press Seed.":
    "続けるには音符が必要です。いくつか描くか、「新規」を押してください。",
  "Each chord and note follows from the few before it, as they did in real pieces.":
    "どのコードも音も、実際の曲と同じように直前のいくつかから続きます。",
  "Every voice that may be written has notes of yours. Delete one voice, or select notes and press Fill.":
    "書ける声部すべてにあなたの音符があります。声部を一つ消すか、音符を選んで「埋める」を押してください。",
  "Fill needs a place: select notes, or drag over the bar numbers to mark bars.":
    "埋める場所が必要です。音符を選ぶか、小節番号をドラッグしてください。",
  "From half a minute to six, with a form, a mood and an end.":
    "30 秒から 6 分まで、形式と気分と終わりのある曲。",
  "Full notes were certain, empty ones bold. Select one to see why.":
    "塗られた音は確実、白い音は大胆。選ぶと理由がわかります。",
  "Harmonize needs a melody: draw one, or press Seed.":
    "和声をつけるにはメロディが必要です。描くか、「新規」を押してください。",
  "It has read much music, and hears the whole piece.": "多くの音楽を読み、曲全体を聴いています。",
  "Keep the motif or cancel it, then ask again.":
    "モチーフを採用するかキャンセルしてから、もう一度どうぞ。",
  "Kept in this browser, on this device, nowhere else.":
    "この端末のこのブラウザーにだけ保存されます。",
  "Kept: take {take}, with {sources}.": "採用：テイク {take}、{sources} とともに。",
  "Let a motif come first, or select one in the roll.":
    "先にモチーフを出すか、ロールで選んでください。",
  "No voice may be written: allow at least one in the Composer panel.":
    "書ける声部がありません。作曲家パネルで一つ以上許してください。",
  "Nothing here was explained yet: new answers are, from now on.":
    "まだ説明がありません。これからの応答には説明が付きます。",
  "Nothing is kept yet: write, and it is.": "まだ何もありません。書けば保存されます。",
  "Nothing is written yet.": "まだ何も書かれていません。",
  "Numbers of bars, such as “4, 8 half”.": "「4, 8 half」のような小節番号。",
  "Piano roll. Arrow keys move the cursor, Enter writes a note, question mark shows all keys.":
    "ピアノロール。矢印キーでカーソル移動、Enter で音符、？ですべてのキーを表示。",
  "Press A or B to set it to {motif}.": "A または B を押すと、そこに{motif}を登録します。",
  "Staves. Left and right arrows go from note to note, up and down through what sounds together.":
    "五線譜。左右の矢印で音符から音符へ、上下で同時に鳴る音の間を移動。",
  "Stopped before the first note.": "最初の音の前に止めました。",
  "Stopped: what was written until then is kept.": "止めました。そこまでの音は残ります。",
  "That did not work: {reason}. Nothing was lost; try again.":
    "うまくいきませんでした：{reason}。何も失われていません。もう一度どうぞ。",
  "That file is not a MIDI file that can be read: {reason}.":
    "読める MIDI ファイルではありません：{reason}。",
  "That is no music this page can read: {reason}.":
    "このページが読める音楽ではありません：{reason}。",
  "That is too large to be one piece of music: {reason}.": "一曲としては大きすぎます：{reason}。",
  "That part of the page could not be loaded: check the connection, then try again.":
    "ページのこの部分を読み込めませんでした。接続を確かめてもう一度どうぞ。",
  "The attribute {name} is not understood: {reason}": "属性 {name} を解釈できません：{reason}",
  "{found} found at {url}": "{url} にあるのは {found} です",
  "The attribute {name} is “{text}”; allowed is {allowed}.":
    "属性 {name} は「{text}」ですが、使えるのは {allowed} です。",
  "The bars of cadences under Rules are numbers, such as “4, 8 half”.":
    "規則の終止小節は「4, 8 half」のような数です。",
  "The browser could not keep the last changes; they are safe only while this tab is open. Save the piece as a file to be sure.":
    "最後の変更を保存できませんでした。このタブが開いている間だけ安全です。曲をファイルに保存してください。",
  "The browser does not let the page copy: the link is selected, copy it by hand.":
    "ブラウザーがコピーを許しません。選択されたリンクを手でコピーしてください。",
  "The browser's storage is full: your changes are safe only while this tab is open. Delete pieces you no longer need, or save this one as a file.":
    "ブラウザーの保存領域がいっぱいです。変更はこのタブが開いている間だけ安全です。不要な曲を削除するか、この曲をファイルに保存してください。",
  "The chords under Rules have “{word}”, which is no chord: write symbols such as G, D7/F# or V7.":
    "規則のコードにある「{word}」はコードではありません。G、D7/F#、V7 のように書いてください。",
  "The clipboard holds no music: a tune in ABC, or a link to a piece, can be pasted.":
    "クリップボードに音楽がありません。ABC の旋律か曲へのリンクを貼り付けられます。",
  "The composer could not be loaded: check the connection and press the verb again.":
    "作曲家を読み込めませんでした。接続を確かめ、もう一度押してください。",
  "The composer does not know the style “{found}”; it answers as {style}.":
    "作曲家はスタイル「{found}」を知りません。{style} として応えます。",
  "The composer found nothing to add here. Try another style, or make it bolder.":
    "ここに加えるものが見つかりません。別のスタイルを試すか、大胆にしてください。",
  "The composer is still answering: press Stop, then ask again.":
    "まだ応答中です。「停止」を押してからもう一度どうぞ。",
  "The composer is writing: stop it first.": "作曲家が書いています。先に止めてください。",
  "The composer's files do not fit this page: reload the page to fetch them afresh.":
    "作曲家のファイルがこのページに合いません。再読み込みしてください。",
  "The graphics processor gave up: press the verb again, the answer then comes from the CPU.":
    "GPU が止まりました。もう一度押すと CPU が応えます。",
  "The link holds more than a piece can be: {allowed} bytes are allowed.":
    "リンクの中身が曲の上限を超えています。{allowed} バイトまでです。",
  "The link is damaged ({found}): ask for it again.":
    "リンクが壊れています（{found}）。もう一度もらってください。",
  "The link is too long: {found} characters found, {allowed} are allowed.":
    "リンクが長すぎます。{found} 文字あり、{allowed} 文字までです。",
  "The link was made by another page: kind {found} found, {allowed} is understood.":
    "別のページのリンクです。種類 {found} ではなく {allowed} がわかります。",
  "The motifs could not be loaded: check the connection and move again.":
    "モチーフを読み込めませんでした。接続を確かめて、もう一度動かしてください。",
  "The notes a bar under Rules are from {fewest} to {most}: the first is to be the smaller.":
    "規則の 1 小節の音数が {fewest} から {most} です。前の数を小さくしてください。",
  "The piece is too long for a link: {found} characters found, {allowed} are allowed.":
    "曲が長すぎてリンクにできません。{found} 文字あり、{allowed} 文字までです。",
  "The piece is too long for one question: select a part of it and press Fill.":
    "一度に問うには曲が長すぎます。一部を選んで「埋める」を押してください。",
  "There are no chains for this style: let the network write, in the Composer panel.":
    "このスタイルのマルコフ連鎖はありません。作曲家パネルでネットワークに書かせてください。",
  "There is no note in “{file}”.": "「{file}」に音符がありません。",
  "These rules cannot be kept together: {rules}. Ease one of them under Rules in the panel.":
    "これらの規則は同時に守れません：{rules}。規則で一つを緩めてください。",
  "This browser keeps nothing for this page.": "このブラウザーはこのページのものを保存しません。",
  "This browser keeps nothing for this page: save the piece as a file before you go.":
    "このブラウザーは何も保存しません。離れる前に曲をファイルに保存してください。",
  "This piece is read only.": "この曲は読み取り専用です。",
  "This rule cannot be kept beside what stands here: {rule}. Ease it under Rules in the panel, or change the notes.":
    "ここにある音とこの規則は両立しません：{rule}。規則で緩めるか、音符を変えてください。",
  "Too long for a QR code: {found} characters found, {allowed} are allowed.":
    "QR コードには長すぎます。{found} 文字あり、{allowed} 文字までです。",
  "What reads and writes this format could not be loaded: check the connection.":
    "この形式の読み書きを読み込めませんでした。接続を確かめてください。",
  "Written by Markov chains: the network is not here yet. Ask again for its answer.":
    "マルコフ連鎖が書きました。ネットワークはまだです。もう一度頼むとその応答が来ます。",
  "{count} characters; the piece is in the link itself, no server keeps it.":
    "{count} 文字。曲はリンクの中にあり、サーバーには保存されません。",
  "{edit} needs some notes: select them first.":
    "「{edit}」には音符が必要です。先に選んでください。",
  "{edit}: nothing had to be changed.": "{edit}：変えるところはありません。",
  "{edit}: the piece has changed meanwhile, so nothing was done.":
    "{edit}：その間に曲が変わったので、何もしませんでした。",
  "{format} could not be written: {reason}.": "{format} を書き出せませんでした：{reason}。",
  "{style} is written for one voice: choose another style to harmonize yours.":
    "{style}は一声の曲です。和声をつけるには別のスタイルを選んでください。",
  "“{file}” is one too many: {most} are listened to at once.":
    "「{file}」は多すぎます。一度に聴けるのは {most} 個です。",
  "“{file}” is too large to be one piece of music.": "「{file}」は一曲としては大きすぎます。",
  "“{title}” is deleted.": "「{title}」を削除しました。",
  "“{title}” is open in another tab, which alone can change it.":
    "「{title}」は別のタブで開いており、そこでだけ変更できます。",
  "“{title}” is open in another tab. What you change here becomes a copy.":
    "「{title}」は別のタブで開いています。ここでの変更はコピーになります。",
  "“{word}” is no chord.": "「{word}」はコードではありません。",
  "“{word}” is no section: letters A to H, intro, verse, chorus, bridge, climax, outro.":
    "「{word}」はセクションではありません：A から H、intro、verse、chorus、bridge、climax、outro。",
};

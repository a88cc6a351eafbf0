import type { Reactor } from "@servicelane/runtime"
import type { Language } from "../Terminal.ts"

/** What came of it, and every command of a process that was refused. */
export const reactText = ({ position, asked, refused }: Reactor.Answered, language: Language): string => [
  language === "zh-CN" ? `已处理至事件 ${position}：执行 ${asked} 条命令，${refused.length} 条未获接受。` : `Answered up to event ${position}: ${asked} commands carried out, ${refused.length} refused.`,
  ...refused.map(({ process, refusal: { code, message } }) => `  ${process}: ${message} (${code})`)
].join("\n")

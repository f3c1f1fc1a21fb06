"""The messages of the command line in Korean.

The keys are the templates in the source; `test_messages.py` finds all of them.  Write sentences in
which no particle follows a placeholder, because the form of the particle depends on the value.
"""

from weeknotes.text.messages import Catalogue

KOREAN_MESSAGES: Catalogue = {
    "{y}-{m:02}-w{w}": "{y}년 {m}월 {w}주차",
    "reading": "읽는 중",
    "indexing": "검색 색인을 만드는 중",
    "rendering": "페이지를 만드는 중",
    "publishing": "공개하는 중",
    "nothing published": "공개한 것이 없습니다",
    "{n} week": "{n}주",
    "{n:,} weeks": "{n:,}주",
    "{n} paper": "논문 {n}편",
    "{n:,} papers": "논문 {n:,}편",
    "{n} tag": "태그 {n}개",
    "{n:,} tags": "태그 {n:,}개",
    "{files} written to {folder}, {unchanged} unchanged, {removed} removed": (
        "{folder}에 쓴 {files}, 그대로 둔 파일 {unchanged}개, 지운 파일 {removed}개"
    ),
    "publishing stopped halfway; each file is complete; build again to finish": (
        "공개하다가 중간에 멈췄습니다. 각 파일은 온전합니다. 다시 빌드하면 나머지를 공개합니다"
    ),
    "nothing published; the old site has not changed": (
        "공개한 것이 없습니다. 이전 사이트는 그대로입니다"
    ),
    "{n} error": "오류 {n}개",
    "{n:,} errors": "오류 {n:,}개",
    "{n} warning": "경고 {n}개",
    "{n:,} warnings": "경고 {n:,}개",
    "{n} paper without a title": "제목 없는 논문 {n}편",
    "{n:,} papers without a title": "제목 없는 논문 {n:,}편",
    "{n} draft omitted": "공개하지 않은 초고(draft) {n}개",
    "{n:,} drafts omitted": "공개하지 않은 초고(draft) {n:,}개",
    "{n} draft entry omitted": "공개하지 않은 초고 항목 {n}개",
    "{n:,} draft entries omitted": "공개하지 않은 초고 항목 {n:,}개",
    "{n} comment omitted": "공개하지 않은 주석 {n}개",
    "{n:,} comments omitted": "공개하지 않은 주석 {n:,}개",
    "removed `{path}`, which an earlier build published; to keep its address, write"
    " `{path}: NEW-PATH` below `redirects:` in weeknotes.yml": (
        "이전 빌드가 공개한 파일을 지웠습니다: `{path}`. 주소를 살리려면 weeknotes.yml의"
        " `redirects:` 아래에 `{path}: 새-경로`를 적으세요"
    ),
    "removed `{path}` and {more}, which an earlier build published; to keep an old address,"
    " write `{path}: NEW-PATH` below `redirects:` in weeknotes.yml": (
        "이전 빌드가 공개한 파일을 지웠습니다: `{path}`, {more}. 옛 주소를 살리려면 weeknotes.yml의"
        " `redirects:` 아래에 `{path}: 새-경로`를 적으세요"
    ),
    "{n} other page or feed": "다른 페이지나 피드 {n}개",
    "{n:,} other pages and feeds": "다른 페이지와 피드 {n:,}개",
    "no base_url, so no feeds and no sitemap": "base_url이 없어 피드와 사이트맵을 만들지 않음",
    "nothing has changed": "바뀐 것이 없습니다",
    "{n} file": "파일 {n}개",
    "{n:,} files": "파일 {n:,}개",
    "{files} checked: {errors}, {warnings}": "검사한 {files}: {errors}, {warnings}",
    "{path} is not in {folder}": "{folder} 안에 {path} 파일이나 폴더가 없습니다",
    "fixed {path}": "고친 파일: {path}",
    "{address} shows the site; press Ctrl-C to stop": (
        "{address}에서 사이트를 볼 수 있습니다. 멈추려면 Ctrl-C를 누르세요"
    ),
    "the site is up to date": "사이트가 최신 상태입니다",
    "there are errors; the old site is still shown": "오류가 있어 이전 사이트를 계속 보여 줍니다",
    "port {port} is taken": "포트 {port}번을 다른 프로그램이 쓰고 있습니다",
    "text": "텍스트",
    "a list": "목록",
    "a mapping": "키와 값의 묶음",
    "write `key: value` lines": "한 줄에 하나씩 `키: 값`으로 적으세요",
    "unknown key `{key}`": "모르는 키입니다: `{key}`",
    "`{name}` is {kind}, not text": "`{name}`의 값은 텍스트여야 하는데, 지금은 {kind}입니다",
    "the value of `{name}` is not valid: {value}": "`{name}`에 쓸 수 없는 값입니다: {value}",
    "did you mean `{name}`?": "혹시 `{name}`인가요?",
    "write one of {names}": "다음 중 하나를 적으세요: {names}",
    "write `{name}:` and one value on the same line": (
        "`{name}:` 뒤에, 같은 줄에 값 하나를 적으세요"
    ),
    "`{name}` is {kind}, not a mapping": (
        "`{name}`의 값은 키와 값의 묶음이어야 하는데, 지금은 {kind}입니다"
    ),
    "write `{name}:`, and indented lines `key: value` below it": (
        "`{name}:` 아래에 `키: 값` 줄을 들여 써서 적으세요"
    ),
    "the file is {kind}, not a mapping": (
        "파일 내용은 키와 값의 묶음이어야 하는데, 지금은 {kind}입니다"
    ),
    "`{name}` is {kind}, not a list": "`{name}`의 값은 목록이어야 하는데, 지금은 {kind}입니다",
    "write `{name}:` and {expected}": "`{name}:` 뒤에 다음 값을 적으세요: {expected}",
    "write {name}: [one, two]": "{name}: [하나, 둘]처럼 적으세요",
    "a number, 0 or more": "0 이상의 수",
    "this file cannot be read: {reason}": "이 파일을 읽을 수 없습니다: {reason}",
    "save the file as UTF-8 text, and check its permissions": (
        "UTF-8 텍스트로 저장하고, 파일의 권한을 확인하세요"
    ),
    "an http(s) address such as https://example.com/notes/": (
        "https://example.com/notes/ 같은 http(s) 주소"
    ),
    "a name without spaces such as example.com/notes": "example.com/notes 같은 띄어쓰기 없는 이름",
    "one of {names}": "다음 중 하나: {names}",
    "an IANA time zone such as Asia/Seoul": "Asia/Seoul 같은 IANA 시간대",
    "it is not a regular file": "일반 파일이 아닙니다",
    "it is not UTF-8": "UTF-8이 아닙니다",
    "this is text, not a setting": "설정이 아니라 텍스트입니다",
    "this is not valid YAML: {reason}": "올바른 YAML이 아닙니다: {reason}",
    "check the indentation, the quotation marks and the colons of this line": (
        "이 줄의 들여쓰기와 따옴표, 콜론(:)을 확인하세요"
    ),
    "this quotation mark is not closed": "따옴표가 닫히지 않았습니다",
    "close the quotation mark at the end of the value, or delete it": "값의 끝에서 닫거나 지우세요",
    "this value needs quotation marks": "이 값에는 따옴표가 있어야 합니다",
    "write the value in quotation marks: {line}": "따옴표 안에 적으세요: {line}",
    "anchors (`&name`) and aliases (`*name`) of YAML are not supported": (
        "YAML의 앵커(`&이름`)와 별칭(`*이름`)은 쓸 수 없습니다"
    ),
    "the YAML tag `{tag}` is not supported": "쓸 수 없는 YAML 태그입니다: `{tag}`",
    "the value contains an escaped control character or half of a surrogate pair": (
        "값에 제어 문자나 짝 없는 서로게이트가 들어 있습니다"
    ),
    "this is {kind}, not a key": "키가 있어야 할 곳에 다른 것이 있습니다: {kind}",
    "`{key}` is set twice": "`{key}` 설정이 두 번 나옵니다",
    "write the value itself": "값을 그대로 적으세요",
    "write plain text, a list or a mapping": "텍스트나 목록, 키와 값의 묶음을 적으세요",
    "delete such characters": "이런 문자를 지우세요",
    "delete this character": "이 문자를 지우세요",
    "delete one of the two lines": "두 줄 중 하나를 지우세요",
    "`rules: {name}`: there is no such rule": "`rules: {name}`: 이런 규칙은 없습니다",
    "`weeknotes explain` lists all rules": "`weeknotes explain`으로 모든 규칙을 볼 수 있습니다",
    "this entry has only an address": "이 항목에는 주소만 있습니다",
    "write a title, a sentence or a tag below the address; `weeknotes fill` finds titles": (
        "주소 아래에 제목이나 문장, 태그를 적으세요. `weeknotes fill`로 제목을 찾을 수 있습니다"
    ),
    "the list of authors seems to be incomplete": "저자 목록이 중간에 끊긴 것 같습니다",
    "write all authors, or end the list with `et al.`": (
        "저자를 모두 적거나, 목록 끝에 `et al.`을 적으세요"
    ),
    "`{setting}: {name}`: no note uses this name": (
        "`{setting}: {name}`: 이 이름을 쓴 노트가 없습니다"
    ),
    "`{setting}: {name}` leads back to itself": "`{setting}: {name}`: 따라가면 제자리로 돌아옵니다",
    "correct the name, or delete the line": "이름을 고치거나 이 줄을 지우세요",
    "delete one of the lines that lead in a circle": "서로를 가리키는 줄 가운데 하나를 지우세요",
    "a word follows the address without a space, and the link ends before `{word}`": (
        "주소 바로 뒤에 글이 붙어 있어, 링크를 이 글 앞에서 끝냅니다: `{word}`"
    ),
    "if this is right, you may keep the line as it is; for other programs, write a space after"
    " the address, or brackets around the address": (
        "맞으면 그대로 두어도 됩니다. 다른 프로그램도 링크를 알게 하려면 주소 뒤에 빈칸을 넣거나"
        " 주소를 괄호로 묶으세요"
    ),
    "the name of the file has an invisible character: {name}": (
        "파일 이름에 보이지 않는 문자가 있습니다: {name}"
    ),
    "there is an invisible character: {name}": "보이지 않는 문자가 있습니다: {name}",
    "there are {n} invisible characters: {name}": "보이지 않는 문자가 {n}개 있습니다: {name}",
    "rename the file": "파일 이름을 바꾸세요",
    "{n} of {total} entries have no title": "항목 {total}개 중 {n}개에 제목이 없습니다",
    "write `Title (Authors)` below the address; pages are named by the title": (
        "주소 아래에 `제목 (저자)`를 적으세요. 제목이 페이지의 이름이 됩니다"
    ),
    "write `Title (Authors)` below the address, or `## Title`": (
        "주소 아래에 `제목 (저자)`나 `## 제목`을 적으세요"
    ),
    "this entry has no title": "이 항목에는 제목이 없습니다",
    "`{name}` ({uses}) and `{common}` ({more_uses}) differ only in hyphens or spaces": (
        "하이픈이나 빈칸만 다른 저자 이름이 있습니다: `{name}` ({uses}), `{common}` ({more_uses})"
    ),
    "set in {file}: author_aliases: {{{name}: {common}}}": (
        "{file}에 적으세요: author_aliases: {{{name}: {common}}}"
    ),
    "they differ only in `-` and `_`": "`-`나 `_`만 다릅니다",
    "one is the plural of the other": "한쪽이 다른 쪽의 복수형입니다",
    "they differ in one letter": "글자 하나만 다릅니다",
    "`#{rare}` ({uses}) and `#{common}` ({more_uses}) may be the same tag: {difference}": (
        "같은 태그일 수 있습니다: `#{rare}` ({uses}), `#{common}` ({more_uses}). {difference}"
    ),
    "write `#{common}`, or set in {file}: tag_aliases: {{{rare}: {common}}}": (
        "`#{common}` 태그로 바꾸거나 {file}에 적으세요: tag_aliases: {{{rare}: {common}}}"
    ),
    "`#{tag}` and `#{main}` differ only in upper and lower case; they have one page": (
        "대소문자만 다른 태그입니다: `#{tag}`, `#{main}`. 페이지는 하나입니다"
    ),
    "write `#{main}`": "`#{main}` 태그로 바꾸세요",
    "this entry has no tags, but most entries of this week have tags": (
        "이 항목에는 태그가 없지만, 이 주의 다른 항목에는 대부분 있습니다"
    ),
    "end the entry with `#tags`": "항목 끝에 `#태그`를 적으세요",
    "this week already has an entry for {paper}: {place}": (
        "이 주에 같은 논문을 다룬 항목이 또 있습니다: {paper}, {place}"
    ),
    "if both entries are about the same paper, join them": "같은 논문이라면 두 항목을 합치세요",
    "{other} has the same title, but another page": "제목이 같은데 페이지는 다릅니다: {other}",
    "if both are the same paper, set in {file}: paper_aliases: {{{key}: {other}}}": (
        "같은 논문이라면 {file}에 적으세요: paper_aliases: {{{key}: {other}}}"
    ),
    "this entry has the addresses of several papers ({papers}); only the page of {first}"
    " shows the entry": (
        "한 항목에 여러 논문의 주소가 있습니다({papers}). 이 항목은 첫 논문의 페이지에만"
        " 실립니다: {first}"
    ),
    "write an entry for each paper, or link to the other papers from the text": (
        "논문마다 항목을 따로 적거나, 본문에서 다른 논문으로 링크하세요"
    ),
    "this entry has the addresses of {first} and {key}, which may be one paper": (
        "한 항목에 있는 두 주소가 같은 논문일 수 있습니다: {first}, {key}"
    ),
    "if both are the same paper, set in {file}: paper_aliases: {{{key}: {first}}}. If not, write"
    " an entry for each paper": (
        "같은 논문이라면 {file}에 적으세요: paper_aliases: {{{key}: {first}}}. 아니면 논문마다"
        " 항목을 따로 적으세요"
    ),
    "`{bracket}` has no matching bracket in this paragraph": (
        "이 문단에 짝이 없는 괄호가 있습니다: `{bracket}`"
    ),
    "close the bracket, or delete it": "괄호를 닫거나 지우세요",
    "the heading names the week {label}, but the file name says {named}": (
        "파일 이름은 {named} 주인데, 노트에 적은 주는 {label}입니다"
    ),
    "the day {day} is not in the week {week}": "날짜가 {week} 주에 들지 않습니다: {day}",
    "correct one of the two": "둘 중 하나를 고치세요",
    "this paper is from {month}, which is after the week {week}": (
        "이 논문은 {week} 주보다 뒤인 {month}에 나왔습니다"
    ),
    "correct the heading of the week, or the number of the paper": (
        "주를 적은 줄이나 논문 번호를 고치세요"
    ),
    "choose another folder with --output": "--output으로 다른 폴더를 고르세요",
    "choose an empty folder with --output": "--output으로 빈 폴더를 고르세요",
    "move this file or folder to another place": "다른 곳으로 옮기세요",
    "the folder contains files that no build of this site wrote": (
        "폴더에 이 사이트의 빌드가 쓰지 않은 파일이 있습니다"
    ),
    "choose an empty folder with --output, or empty this folder if you can": (
        "--output으로 빈 폴더를 고르거나, 필요 없는 파일이라면 이 폴더를 비우세요"
    ),
    "the build would overwrite the folder {folder}": "빌드하면 이 폴더를 덮어쓰게 됩니다: {folder}",
    "the output folder is inside a folder of the site's sources": (
        "출력 폴더가 사이트의 원본 폴더 안에 있습니다"
    ),
    "the output is not a folder": "출력 경로가 폴더가 아닙니다",
    "this is a folder, but the site needs a file here": (
        "사이트의 파일이 있어야 할 곳에 폴더가 있습니다"
    ),
    "this is a file, but the site needs a folder here": (
        "사이트의 폴더가 있어야 할 곳에 파일이 있습니다"
    ),
    "this folder is not writable": "이 폴더에 쓸 수 없습니다",
    "check its permissions": "권한을 확인하세요",
    "another build of this site is running": "이 사이트를 빌드하는 다른 프로세스가 있습니다",
    "wait until it ends": "끝날 때까지 기다리세요",
    "this file cannot be written: {reason}": "이 파일을 쓸 수 없습니다: {reason}",
    "check the permissions of the folder and the free space of the disk": (
        "폴더의 권한과 디스크의 남은 공간을 확인하세요"
    ),
    "another file, folder or link has this name; move it to another place": (
        "그 자리에 다른 파일이나 폴더, 링크가 있으니 다른 곳으로 옮기세요"
    ),
    "{path} has the path of a folder of the site": "사이트의 폴더와 경로가 같은 파일입니다: {path}",
    "the name of this file is not UTF-8": "파일 이름이 UTF-8이 아닙니다",
    "rename the file in static/ or pages/, or the file beside the digest": (
        "static/이나 pages/에 있는 파일, 또는 노트 옆에 있는 파일의 이름을 바꾸세요"
    ),
    "not published: README and files whose names begin with `_` are not pages": (
        "공개하지 않았습니다: README와, 이름이 `_`로 시작하는 파일은 페이지가 되지 않습니다"
    ),
    "this name is reserved, or has no letters for the path of a page": (
        "예약된 이름이거나, 페이지 경로로 쓸 글자가 없는 이름입니다"
    ),
    "the label is empty": "이름이 비어 있습니다",
    "write a label before the colon": "콜론(:) 앞에 이름을 적으세요",
    "a label of {n:,} characters is too long": "이름이 너무 깁니다: {n:,}자",
    "`{label}` contains HTML": "HTML이 들어 있습니다: `{label}`",
    "write plain text; HTML belongs in a file in templates/": (
        "글자만 적으세요. HTML은 templates/의 파일에 적습니다"
    ),
    "`{a}` and `{b}` lead to the same page": "두 이름이 같은 곳으로 갑니다: `{a}`, `{b}`",
    "`{label}` is left out: there is no page {path}": (
        "그런 페이지가 없어 뺐습니다: `{label}` ({path})"
    ),
    "write a path such as about.html, a key such as tag:llm, or an http(s) address": (
        "about.html 같은 경로나 tag:llm 같은 키, 또는 http(s) 주소를 적으세요"
    ),
    "write an http(s) address, or mailto: and an address": (
        "http(s) 주소를 적거나, mailto: 뒤에 메일 주소를 적으세요"
    ),
    "a name such as CC BY 4.0, an http(s) address, or both": (
        "CC BY 4.0 같은 이름이나 http(s) 주소, 또는 둘 다"
    ),
    "rename the file, for example to about.md": "파일 이름을 about.md처럼 바꾸세요",
    "rename the file in static/ or pages/": "static/이나 pages/에 있는 파일의 이름을 바꾸세요",
    "{first} and {second} have the same path": "두 파일의 경로가 같습니다: {first}, {second}",
    "two pages have the same path {path}": "두 페이지의 경로가 같습니다: {path}",
    "there is no open entry above this line": "위에 아직 끝나지 않은 항목이 없습니다",
    "there are only addresses here, so each is an entry": "주소만 있으므로 주소마다 항목입니다",
    "a line `---` is above it": "위에 `---` 줄이 있습니다",
    "tags end the entry above": "위 항목은 태그로 끝났습니다",
    "a title with authors follows": "저자가 있는 제목이 이어집니다",
    "in this week, blank lines occur only between entries": (
        "이 주에서는 항목 사이에만 빈 줄이 있습니다"
    ),
    "no blank line is above it, but blank lines are between all other entries": (
        "다른 항목 사이에는 빈 줄이 있는데, 이 줄 위에는 없습니다"
    ),
    "the address of a paper and its title follow other addresses": (
        "다른 주소 뒤에 논문의 주소와 제목이 이어집니다"
    ),
    "the address of a paper follows a title without commentary": (
        "본문 없는 제목 뒤에 논문의 주소가 있습니다"
    ),
    "the address below the title contains a name from the title": (
        "제목 아래의 주소에 제목에 나온 이름이 들어 있습니다"
    ),
    "the address is between a title and its tags": "제목과 태그 사이에 있는 주소입니다",
    "the address follows a title without commentary and tags": (
        "본문도 태그도 없는 제목 뒤에 있는 주소입니다"
    ),
    "the address is between commentary and tags, and is not the address of a paper": (
        "본문과 태그 사이에 있고, 논문의 주소가 아닙니다"
    ),
    "the address of a paper follows commentary and has no title, but other papers here have"
    " titles": "본문 뒤에 있는 논문의 주소인데, 다른 논문과 달리 제목이 없습니다",
    "the address of a paper without a title follows commentary without tags": (
        "태그 없는 본문 뒤에 제목 없는 논문의 주소가 있습니다"
    ),
    "several addresses follow commentary without tags": "태그 없는 본문 뒤에 주소가 여럿 있습니다",
    "the text below the address begins with a name from the address": (
        "주소 아래의 글이 주소에 나온 이름으로 시작합니다"
    ),
    "the address follows commentary without tags": "태그 없는 본문 뒤에 있는 주소입니다",
    "the address has tags on its line, and follows commentary without tags": (
        "태그 없는 본문 뒤에 있고, 같은 줄에 태그가 있습니다"
    ),
    "a title is directly above the addresses, and there is no open entry above this line": (
        "주소 바로 위에 제목이 있고, 그 위에 아직 끝나지 않은 항목이 없습니다"
    ),
    "a heading, which is `#` with a space, is directly above the addresses": (
        "주소 바로 위에 제목 줄(`#` 뒤에 빈칸)이 있습니다"
    ),
    "the line begins with an address, as the entry above does, or that entry has ended": (
        "이 줄이 위 항목처럼 주소로 시작하거나, 위 항목이 이미 끝났습니다"
    ),
    "the address of a paper and a title are close, but neither begins a line": (
        "논문의 주소와 제목이 가까이 있지만, 어느 쪽도 줄 맨 앞에 있지 않습니다"
    ),
    "in this file, list items with links are entries": (
        "이 파일은 링크가 있는 목록 한 줄이 한 항목입니다"
    ),
    "in this file, lines that begin with a linked title are entries": (
        "이 파일은 링크가 걸린 제목으로 시작하는 한 줄이 한 항목입니다"
    ),
    "in this file, headings with an address are entries": (
        "이 파일은 주소가 있는 제목 하나가 한 항목입니다"
    ),
    "in this file, the rows of a table with links are entries": (
        "이 파일은 링크가 있는 표 한 행이 한 항목입니다"
    ),
    "the line contains only a title and its address": "줄에 제목과 주소만 있습니다",
    "the line contains only a title and its address, like the block above": (
        "위 문단처럼 이 줄에도 제목과 주소만 있습니다"
    ),
    "the file is about the paper whose address is at the top of the file": (
        "파일 맨 위에 주소가 있는 논문 하나에 대한 파일입니다"
    ),
    "the whole file": "파일 전체",
    "the line contains only a title and its address, and there is no open entry above this line": (
        "줄에 제목과 주소만 있고, 위 항목은 끝났습니다"
    ),
    "list items": "목록의 줄",
    "headings with the text below them": "제목과 그 아래 글",
    "rows of tables": "표의 행",
    "lines with a title and a link": "제목과 링크가 있는 줄",
    "blocks that begin with addresses": "주소로 시작하는 묶음",
    "no other form with links is repeated": "링크가 되풀이되는 목록이나 표, 제목이 없습니다",
    "entries: {units}; {why}": "한 항목으로 읽은 것: {units}. 이유: {why}",
    "text without an address follows the tags": "태그 뒤에 주소 없는 글이 있습니다",
    "write a month from 1 to 12 and a week from 1 to 6": (
        "달은 1에서 12까지, 주는 1에서 6까지 적을 수 있습니다"
    ),
    "write the week on the first line, such as 2023-04-w4": (
        "첫 줄에 2023년 4월 4주차처럼 주를 적으세요"
    ),
    "write the year too, such as 2023-04-w4": "2023년 4월 4주차처럼 연도도 적으세요",
    "if it is a heading, write it as 2023-04-w4; you can add a colon and a title. If it"
    " is a sentence, end it with a full stop": (
        "주를 적은 줄이라면 2023년 4월 4주차처럼 적으세요. 뒤에 콜론(:)과 제목을 붙일 수"
        " 있습니다. 문장이라면 마침표로 끝내세요"
    ),
    "begin each entry with its address (https://…) at the beginning of a line": (
        "줄 맨 앞에 주소(https://…)를 적어 항목을 시작하세요"
    ),
    "neither a line nor the name of the file tells the week; it is published without a date": (
        "노트에도 파일 이름에도 주가 적혀 있지 않아, 날짜 없이 공개합니다"
    ),
    "there is a control character ({code})": "제어 문자가 있습니다({code})",
    "delete it; pages do not show it": "지우세요. 페이지에는 보이지 않습니다",
    "this file is empty": "빈 파일입니다",
    "write the digest of a week in it, or delete it": "한 주의 노트를 적거나 파일을 지우세요",
    "the heading ({heading}) and the front matter ({week}) name different weeks; the heading"
    " is used": (
        "노트에 적은 주({heading})와 프런트매터의 주({week})가 다릅니다. 노트에 적은 주를 씁니다"
    ),
    "there are {n} control characters; the first is {code}": (
        "제어 문자가 {n}개 있습니다. 첫째는 {code}입니다"
    ),
    "an address is in the introduction of the week, not in an entry": (
        "주소가 항목이 아니라 그 주의 머리말에 있습니다"
    ),
    "an address without https:// is in the introduction of the week": (
        "그 주의 머리말에 https:// 없는 주소가 있습니다"
    ),
    "the front matter has a title and authors, but no address": (
        "프런트매터에 제목과 저자는 있지만 주소가 없습니다"
    ),
    "add `url: https://…` to the front matter, so that the file is an entry": (
        "파일이 한 항목이 되도록 프런트매터에 `url: https://…`을 적으세요"
    ),
    "a title with authors is in the introduction of the week, not in an entry": (
        "저자가 있는 제목이 항목이 아니라 그 주의 머리말에 있습니다"
    ),
    "`{line}` is not a week of any calendar, so it is read as text": (
        "달력에 없는 주라서 글로 읽었습니다: `{line}`"
    ),
    "tags are in the introduction of the week, not in an entry": (
        "태그가 항목이 아니라 그 주의 머리말에 있습니다"
    ),
    "`{heading}` names a week without a year, so what is below it is published without a date": (
        "연도가 없는 주라 그 아래의 글은 날짜 없이 공개합니다: `{heading}`"
    ),
    "a table of papers has no address in its rows, so none of its {n} rows is an entry": (
        "논문 표에 주소가 없어서, {n}개 행 가운데 어느 것도 항목이 아닙니다"
    ),
    "write the address (https://…) of each paper in its row": (
        "논문의 주소(https://…)를 행마다 적으세요"
    ),
    "the name of the file names a week without a year, so the digest has no date": (
        "파일 이름에 주는 있지만 연도가 없어서, 이 글에는 날짜가 없습니다"
    ),
    "`{rest}` is read as the title of the week, not as its last day": (
        "마지막 날이 아니라 주의 제목으로 읽었습니다: `{rest}`"
    ),
    "write the first and the last day in full, such as 2023-04-16 ~ 2023-04-22; if it is a"
    " title, write a colon before it": (
        "마지막 날이면 `2023-04-16 ~ 2023-04-22`처럼 두 날을 모두 적고, 제목이면 앞에 콜론(:)을"
        " 적으세요"
    ),
    "`{line}` looks like a week without a year, so it is read as text": (
        "연도가 없는 주처럼 보여 글로 읽었습니다: `{line}`"
    ),
    "`{line}` looks like the heading of a week, but is read as text": (
        "주를 적은 줄처럼 보이지만 글로 읽었습니다: `{line}`"
    ),
    "commentary": "본문",
    "to begin an entry, write a line `---` above this text; to keep it in the entry above,"
    " write the tags of that entry below it": (
        "새 항목이라면 이 글 위에 `---` 줄을 넣으세요. 위 항목의 글이라면 그 항목의 태그를 이 글"
        " 아래로 옮기세요"
    ),
    "to begin an entry, write a line `---` above the address; to keep it in the entry above,"
    " write words before it": (
        "새 항목이라면 주소 위에 `---` 줄을 넣으세요. 위 항목의 주소라면 주소 앞에 글을 적으세요"
    ),
    "to begin an entry, write a line `---` above the address; to keep it in the entry above,"
    " write `<…>` around it, or words before it": (
        "새 항목이라면 주소 위에 `---` 줄을 넣으세요. 위 항목의 주소라면 `<…>`로 묶거나 주소"
        " 앞에 글을 적으세요"
    ),
    "write `## ` before a title; end a sentence with a full stop": (
        "제목이라면 앞에 `## `을 붙이고, 문장이라면 마침표로 끝내세요"
    ),
    "close the bracket after the last author": "마지막 저자 뒤에서 괄호를 닫으세요",
    "the beginning of a new entry": "새 항목의 시작",
    "a part of the entry above": "위 항목의 일부",
    "`{typed}` is read as {read}, but it could be {other}": (
        "`{typed}`. 읽은 방식: {read}. 다른 가능성: {other}"
    ),
    "write {read} or {other}": "{read} 또는 {other}처럼 적으세요",
    "`{key}: {value}` has no effect": "효과가 없는 값입니다: `{key}: {value}`",
    "so that the file is not published, write `{key}: draft`": (
        "이 파일을 공개하지 않으려면 `{key}: draft`라고 적으세요"
    ),
    "read as {chosen}, but it could be {other}: {why}": (
        "읽은 방식: {chosen}. 다른 가능성: {other}. 이유: {why}"
    ),
    "a title without authors": "저자 없는 제목",
    "it is an English line below an address, without authors": (
        "주소 아래에 있는, 저자 없는 영어 줄입니다"
    ),
    "a heading of the commentary": "본문의 소제목",
    "a title": "제목",
    "a title with authors is below the addresses": "주소 아래에 저자가 있는 제목이 있습니다",
    "a title with authors": "저자가 있는 제목",
    "the bracket of the authors is not closed": "저자를 묶은 괄호가 닫히지 않았습니다",
    "{n} entry": "항목 {n}개",
    "{n:,} entries": "항목 {n:,}개",
    "(no week)": "(주 없음)",
    "(no title)": "(제목 없음)",
    "draft": "초고",
    "only addresses": "주소만 있는 줄입니다",
    "below the addresses: `Title (Authors)`, a `## heading`, or an English line without a"
    " full stop": "주소 아래의 `제목 (저자)`나 `## 제목`, 또는 마침표 없는 영어 줄입니다",
    "names of people: in brackets behind the title, below the title, or behind a label": (
        "사람 이름입니다. 제목 뒤의 괄호 안이나 제목 아래, 또는 `저자:` 같은 말 뒤에 있습니다"
    ),
    "a second title by the same authors": "저자가 같은 두 번째 제목입니다",
    "only hashtags, or hashtags at the end of the last paragraph": (
        "태그만 있는 줄이거나, 마지막 문단 끝의 태그입니다"
    ),
    "line {line}, {field}: {message}": "{line}행, {field}: {message}",
    "none of the other fields": "나머지 글입니다",
    "hashtags, and words without `#`, which are text": (
        "태그입니다. 그 줄에서 `#` 없는 말은 본문입니다"
    ),
    # Kinds of lines and fields, for `parse --explain`
    "boundary": "항목의 경계",
    "blank": "빈 줄",
    "front": "설정",
    "front matter": "프런트매터",
    "separator": "구분선",
    "heading": "주",
    "week": "주",
    "introduction": "머리말",
    "section": "항목 밖의 글",
    "urls": "주소",
    "url": "주소",
    "link": "링크",
    "tags": "태그",
    "fenced": "코드·수식",
    "title": "제목",
    "variant": "다른 제목",
    "authors": "저자",
    "hidden": "숨김",
    # The pairs of `weeknotes words`
    "abbreviation": "줄임말",
    "search has learnt no pairs of words from these notes": (
        "이 노트에서 배운 낱말의 짝이 없습니다"
    ),
    "same sound": "소리가 같음",
    "similar sound": "소리가 비슷함",
    "forbidden": "금지함",
    "glossary": "glossary 설정",
    "{n} papers have both": "함께 나온 논문 {n}편",
    "{n} papers have both; {chance} expected by chance": (
        "함께 나온 논문 {n}편, 우연이라면 {chance}편"
    ),
    "before the first entry of the week, or after its last list or section": (
        "그 주의 첫 항목 앞이나 마지막 목록 또는 절 뒤에 있습니다"
    ),
    "this list item and {n} more have no address, but those beside them are entries": (
        "이 목록 줄(외 {n})에는 주소가 없지만, 옆에 있는 줄들은 항목입니다"
    ),
    "this list item has no address, but those beside it are entries": (
        "이 목록 줄에는 주소가 없지만, 옆에 있는 줄들은 항목입니다"
    ),
    "a part of the introduction": "머리말의 일부",
    "the tags of the front matter are on no page: the file has no entry": (
        "프런트매터의 태그가 어느 페이지에도 없습니다. 파일에 항목이 없습니다"
    ),
    "if it is an entry, add its address; if it is a note, indent it": (
        "항목이면 주소를 적으세요. 메모라면 들여쓰세요"
    ),
    "the heading of a section": "절의 제목",
    "it names a work, but has no address, as the headings of entries have": (
        "논문을 가리키지만, 항목의 제목과 달리 주소가 없습니다"
    ),
    "if it is an entry, write its address below the heading": (
        "항목이면 제목 아래에 주소를 적으세요"
    ),
    "tags of the last list item": "목록의 마지막 항목의 태그",
    "tags of all items": "모든 항목의 태그",
    "they stand below the whole list": "목록 전체의 아래에 있습니다",
    "indent them below the item, or write them at the end of each item": (
        "그 항목 아래에 들여쓰거나, 각 항목의 끝에 적으세요"
    ),
    "above an entry, and not a part of any entry": "항목 위에 있고, 어느 항목에도 속하지 않습니다",
    "settings at the top of the file, such as `key: value` between two lines `---`": (
        "파일 맨 앞에, 예를 들어 두 `---` 줄 사이에 `키: 값`으로 적은 설정입니다"
    ),
    "`---` after tags, or before an address, a week or a heading": (
        "태그 뒤나, 주소·주·제목 앞에 있는 `---`입니다"
    ),
    "a week or a day, with or without a title after a colon": (
        "주나 날을 적은 줄입니다. 콜론(:) 뒤에 제목이 올 수 있습니다"
    ),
    "{rule}: {why}": "{rule}: {why}",
    "a week such as 2023-04-w4": "2023-04-w4 같은 주",
    "a day such as 2023-04-20": "2023-04-20 같은 날짜",
    "true or false": "true 또는 false",
    "a template changed during the build": "빌드하는 동안 템플릿이 바뀌었습니다",
    "build again": "다시 빌드하세요",
    "correct this line; docs/theming.md lists the variables of each template": (
        "이 줄을 고치세요. 템플릿마다 쓸 수 있는 변수가 docs/theming.md에 있습니다"
    ),
    "correct this line, or close the block or the bracket that was opened above it": (
        "이 줄을 고치거나, 위에서 연 블록이나 괄호를 닫으세요"
    ),
    "this is a function, and is not called": "함수인데 부르지 않았습니다",
    "write brackets after its name: `{example}`": "이름 뒤에 괄호를 쓰세요: `{example}`",
    "a value of the type {type} is not text": "{type} 값은 글이 아닙니다",
    "write one of the fields or items of this value; docs/theming.md lists them": (
        "그 값의 필드나 항목 하나를 쓰세요. 필드는 docs/theming.md에 있습니다"
    ),
    "this value is missing": "이 값이 없습니다",
    "write the value between `{begin}` and `{end}`": "다음 사이에 쓰세요: `{begin}` … `{end}`",
    "this template extends itself": "이 템플릿이 자기 자신을 확장합니다",
    "write `{name}`": "다음과 같이 쓰세요: `{name}`",
    "{error} (on the page {path})": "{error} (페이지 {path})",
    "write `{new}` instead of `{old}`; docs/upgrading.md lists all new names": (
        "`{old}` 대신 이 이름을 적으세요: `{new}`. 새 이름은 모두 docs/upgrading.ko.md에 있습니다"
    ),
    "there is no template `{name}`": "이런 템플릿이 없습니다: `{name}`",
    "correct the name, or add the file to templates/": (
        "이름을 고치거나 templates/에 파일을 넣으세요"
    ),
    "put a copy of the file in this place, and check the permissions of the copy": (
        "파일을 직접 복사해 넣고, 권한을 확인하세요"
    ),
    "this link points outside of the folder static/": "static/ 폴더 밖을 가리키는 링크입니다",
    "this link does not point to a file": "파일을 가리키지 않는 링크입니다",
    "{first} and {second} have the same path {path}; {first} keeps it": (
        "페이지 두 개의 경로가 같습니다: {first}, {second}. {path} 경로는 {first} 것입니다"
    ),
    "choose a name in {file}: under `paths:`, write `{key}: a-name`": (
        "{file}에서 이름을 정하세요. `paths:` 아래에 `{key}: 이름`을 적으면 됩니다"
    ),
    "`[[{target}]]` matches no paper and no week": (
        "이 링크에 맞는 논문이나 주가 없습니다: `[[{target}]]`"
    ),
    "write the identifier or the title of a paper that has a page here, or a week such as"
    " 2023-04-w4": (
        "이 사이트에 페이지가 있는 논문의 식별자나 제목, 또는 2023-04-w4 같은 주를 적으세요"
    ),
    "`{address}` contains spaces, so it is not a link": "빈칸이 있어 링크가 아닙니다: `{address}`",
    "write the address in angle brackets: (<{address}>)": "홑화살괄호로 묶으세요: (<{address}>)",
    "put the file beside this one, or write an http(s) address; until then, pages show the"
    " text as typed": (
        "노트 옆에 파일을 두거나 http(s) 주소를 적으세요. 그때까지는 적은 그대로 보입니다"
    ),
    "there is no file `{name}` beside this file": "이 파일 옆에 그런 파일이 없습니다: `{name}`",
    "`{address}` is not allowed as a link": "링크로 쓸 수 없는 주소입니다: `{address}`",
    "{place} already has the week {week}; both parts are joined, in this order": (
        "같은 주({week})가 또 있습니다: {place}. 둘을 이 순서로 이어 한 주로 보여 줍니다"
    ),
    "move both parts to one place, or correct one of the headings": (
        "한곳에 모으거나, 한쪽의 주를 고치세요"
    ),
    "`redirects: {path}: {target}`: {path} cannot be the path of a page": (
        "`redirects: {path}: {target}`: 페이지의 경로로 쓸 수 없습니다: {path}"
    ),
    "write the old path from the site's root: `papers/old-name.html`": (
        "옛 경로를 사이트의 맨 위 폴더부터 적으세요: `papers/old-name.html`"
    ),
    "`redirects: {path}: {target}`: there is no page {target}": (
        "`redirects: {path}: {target}`: 이런 페이지가 없습니다: {target}"
    ),
    "write the path of a page such as `tags/llm.html`, or a key such as `arxiv:2304.07880` or"
    " `tag:llm`": (
        "`tags/llm.html` 같은 페이지의 경로나, `arxiv:2304.07880`, `tag:llm` 같은 키를 적으세요"
    ),
    "`redirects: {path}: {target}`: the site has a page {path}, so it is not redirected": (
        "`redirects: {path}: {target}`: 이 경로에 페이지가 있어 다른 곳으로 이어 주지 않습니다:"
        " {path}"
    ),
    "delete the line": "이 줄을 지우세요",
    "this month has no {week} if weeks are counted by the rule `{rule}`": (
        "`{rule}` 규칙으로 세면 달력에 없는 주입니다: {week}"
    ),
    "correct the heading, or set week_rule in {file}": (
        "적은 주를 고치거나, {file}의 week_rule을 바꾸세요"
    ),
    "this folder cannot be watched for changes: {reason}": (
        "이 폴더의 변경을 감시할 수 없습니다: {reason}"
    ),
    "set the environment variable WATCHFILES_FORCE_POLLING=1 and start `serve` again": (
        "환경 변수 WATCHFILES_FORCE_POLLING=1을 설정하고 `serve`를 다시 시작하세요"
    ),
    "The site is being built": "사이트를 빌드하고 있습니다",
    "This page cannot be rendered": "이 페이지를 만들 수 없습니다",
    "There is no page at this address": "이 주소에는 페이지가 없습니다",
    "There is no site without errors yet": "아직 오류 없이 만든 사이트가 없습니다",
    "{errors}: this is the site as it was before": "{errors}: 오류가 나기 전의 사이트입니다",
    "Close": "닫기",
    "the port cannot be opened: {reason}": "포트를 열 수 없습니다: {reason}",
    "choose another port with --port": "--port로 다른 포트를 고르세요",
    "this is a binary file, not text": "텍스트가 아니라 바이너리 파일입니다",
    "move the file out of the notes folder, or give it another extension": (
        "노트 폴더 밖으로 옮기거나, 파일 확장자를 바꾸세요"
    ),
    "check that the file exists, and check its permissions": (
        "파일이 있는지, 읽을 권한이 있는지 확인하세요"
    ),
    "this file is not UTF-8, but probably {encoding}": (
        "이 파일은 UTF-8이 아닙니다. {encoding}인 것 같습니다"
    ),
    "save the file as UTF-8, for example: iconv -f {encoding} -t UTF-8 FILE > NEW": (
        "UTF-8로 저장하세요. 예: iconv -f {encoding} -t UTF-8 FILE > NEW"
    ),
    "this file is not UTF-8: byte 0x{byte} is not valid": (
        "이 파일은 UTF-8이 아닙니다: 0x{byte} 바이트가 잘못되었습니다"
    ),
    "save the file as UTF-8 text, or move it out of the notes folder": (
        "UTF-8 텍스트로 저장하거나, 노트 폴더 밖으로 옮기세요"
    ),
    "this is not a regular file": "일반 파일이 아닙니다",
    "replace it with a plain text file": "일반 텍스트 파일로 바꾸세요",
    "this folder contains no digests ({endings})": "이 폴더에 노트가 없습니다({endings})",
    "create one with `weeknotes new`, or choose another folder with --notes": (
        "`weeknotes new`로 첫 노트를 만들거나, --notes로 다른 폴더를 고르세요"
    ),
    "No such file or directory": "그런 파일이나 폴더가 없습니다",
    "Permission denied": "권한이 없습니다",
    "Not a directory": "폴더가 아닙니다",
    "Is a directory": "파일이 아니라 폴더입니다",
    "File name too long": "이름이 너무 깁니다",
    "Read-only file system": "읽기만 할 수 있는 파일 시스템입니다",
    "No space left on device": "디스크에 남은 공간이 없습니다",
    "Too many levels of symbolic links": "심볼릭 링크가 끝없이 이어집니다",
    "the templates that this template extends have no block `{name}`": (
        "이 템플릿이 확장한 템플릿에 없는 블록입니다: `{name}`"
    ),
    "write the name of one of these blocks: {names}": (
        "다음 가운데 하나를 블록 이름으로 적으세요: {names}"
    ),
    "the notes folder cannot be read: {reason}": "노트 폴더를 읽을 수 없습니다: {reason}",
    "create the folder with `weeknotes new`, or choose another folder with --notes": (
        "`weeknotes new`로 만들거나, --notes로 다른 폴더를 고르세요"
    ),
    "this link points outside of the notes folder": "노트 폴더 밖을 가리키는 링크입니다",
    "replace the link with a copy of the file, or choose the file's folder with --notes": (
        "파일을 직접 복사해 넣거나, 파일이 있는 폴더를 --notes로 고르세요"
    ),
    "there is already a file for {week}": "이 주의 파일이 이미 있습니다: {week}",
    "write in this file, or choose another week with --date": (
        "그 파일에 이어 쓰거나, --date로 다른 주를 고르세요"
    ),
    "this file changed while the command was running": "명령을 실행하는 동안 파일이 바뀌었습니다",
    "choose the folder of digests with --notes": "--notes로 노트 폴더를 고르세요",
    "run the command again": "명령을 다시 실행하세요",
    "the theme has no such file": "테마에 그런 파일이 없습니다",
    "`weeknotes theme eject` lists all files that can be copied": (
        "복사할 수 있는 파일은 `weeknotes theme eject`가 모두 보여 줍니다"
    ),
    "a file of this kind cannot be copied": "이런 파일은 복사할 수 없습니다",
    "to replace it, put your own file of the same name into {folder}": (
        "이 파일을 바꾸려면 이름이 같은 여러분의 파일을 {folder}에 넣으세요"
    ),
    "the site already has this file": "사이트에 이 파일이 이미 있습니다",
    "change this file, or rename it and copy again": (
        "이 파일을 고치거나, 이름을 바꾸고 다시 복사하세요"
    ),
    "this is a copy of a theme file of weeknotes {version}; the theme has a newer file": (
        "weeknotes {version}의 테마 파일을 복사한 것인데, 테마에 더 새로운 파일이 있습니다"
    ),
    "`weeknotes explain theme-file-outdated` tells how to update the copy": (
        "고치는 방법은 `weeknotes explain theme-file-outdated`로 볼 수 있습니다"
    ),
    "this is not a folder": "폴더가 아닙니다",
    "no second `{fence}` closes the front matter": "프런트매터를 닫는 `{fence}` 줄이 없습니다",
    "write `{fence}` below its last line": "마지막 줄 아래에 다음을 적으세요: `{fence}`",
    "check the quotes and the `=` on this line": "이 줄의 따옴표와 `=`를 확인하세요",
    "not TOML: {problem}": "TOML이 아닙니다: {problem}",
    "{fault}; it is in {n} files": "{fault} (파일 {n}개)",
    "{fault}; there are {n} such files": "{fault} (모두 {n}개)",
    "{fault}; there are {n} such comments": "{fault} (모두 {n}개)",
    "{fault} ({n} parts of the file)": "{fault} (이 파일의 {n}곳)",
    "a `{ending}` file is not read": "읽지 않는 형식의 파일입니다: `{ending}`",
    "a file without an ending is not read": "확장자가 없는 파일은 읽지 않습니다",
    "if the file is Markdown or plain text, rename it to {endings}; if not, list it below"
    " `ignore:` in weeknotes.yml": (
        "마크다운이나 일반 텍스트라면 확장자를 바꾸거나({endings}), weeknotes.yml의 `ignore:`에"
        " 적으세요"
    ),
    "a digest outside of the notes folder is not read": (
        "노트 폴더 밖에 있는 노트는 읽지 않습니다"
    ),
    "move the file into {folder}, or choose its folder with --notes": (
        "{folder} 폴더로 옮기거나, --notes로 그 폴더를 고르세요"
    ),
    "not published: a file of this name is read only if it contains entries": (
        "공개하지 않았습니다. 이런 이름의 파일은 항목이 있을 때만 읽습니다"
    ),
    "give it another name, or list it below `ignore:` in weeknotes.yml": (
        "다른 이름을 붙이거나, weeknotes.yml의 `ignore:`에 적으세요"
    ),
    "`{heading}` names no week, so what is below it is published without a date": (
        "주를 나타내지 않는 제목이라 그 아래의 글은 날짜 없이 공개합니다: `{heading}`"
    ),
    "the path of the file names a month, but no week, so the digest has no date": (
        "파일 경로에 달만 있고 주가 없어서 날짜 없이 공개합니다"
    ),
    "`{mark}` is a conflict marker of git": "git의 충돌 표시가 남아 있습니다: `{mark}`",
    "keep one version of the text, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`": (
        "두 글 가운데 하나만 남기고 `<<<<<<<`, `=======`, `>>>>>>>` 줄을 지우세요"
    ),
    "nothing closes this `{mark}`, so it is shown as text": (
        "이 표시가 닫히지 않아 글로 보입니다: `{mark}`"
    ),
    "nothing closes the comment `{mark}`, so it is not clear what it hides": (
        "주석이 닫히지 않아 어디까지 감추는지 알 수 없습니다: `{mark}`"
    ),
    "this block has no last line, so it is shown as text": (
        "이 블록에는 끝내는 줄이 없어서 글로 보입니다"
    ),
    "another block begins in this block, at line {n}": (
        "이 블록 안에서 다른 블록이 시작합니다: {n}행"
    ),
    "end the block with this line: {mark}": "블록 끝에 이 줄을 적으세요: {mark}",
    "close the comment, or write the mark in backticks": "주석을 닫거나, 표시를 백틱 안에 적으세요",
    "the text from this `{mark}` to the next is not published": (
        "두 표시 사이의 글을 주석으로 보고 공개하지 않았습니다: `{mark}`"
    ),
    "if it is not a comment, write `{mark}` in backticks": (
        "주석이 아니면 표시를 백틱 안에 적으세요: `{mark}`"
    ),
    "it is not clear which entry this line hides": (
        "이 줄이 어느 항목을 감추는지 분명하지 않습니다"
    ),
    "write it right below the address or the title of the entry; if it is text, write it in"
    " backticks": (
        "감출 항목의 주소나 제목 바로 아래에 적으세요. 본문이라면 백틱(`)으로 감싸세요"
    ),
    "write a line `---` above the next entry": "다음 항목 위에 `---` 줄을 넣으세요",
    "write `draft: true`, or delete the line": "`draft: true`라고 적거나 이 줄을 지우세요",
    "hides the entry: it is not published": "항목을 감추는 줄입니다. 공개하지 않습니다",
    "front matter with `draft` is in the middle of the file": (
        "`draft`가 있는 프런트매터가 파일 가운데에 있습니다"
    ),
    "move it to the top of the file, or delete it": "파일 맨 앞으로 옮기거나 지우세요",
    "text follows these tags, so they are read as text": (
        "태그 바로 아래에 글이 있어서, 이 줄을 태그가 아니라 글로 읽습니다"
    ),
    "not a tag, so it is shown as text: {words}": "태그가 아니어서 글로 보입니다: {words}",
    "this is read as a heading, because a space follows the first `#`": (
        "첫 `#` 뒤에 빈칸이 있어서 제목 줄로 읽었습니다"
    ),
    "if these are tags, write `{tags}`; if not, leave a blank line above": (
        "태그라면 이렇게 적고, 아니면 위에 빈 줄을 두세요: `{tags}`"
    ),
    "if this is one tag, write `{tag}`": "한 태그라면 이렇게 적으세요: `{tag}`",
    "write a tag without spaces, such as `#multi-agent`": (
        "태그를 `#multi-agent`처럼 빈칸 없이 적으세요"
    ),
    "1 address is in no entry, at line {line}": (
        "어느 항목에도 들지 않은 주소가 1개 있습니다: {line}행"
    ),
    "{n} addresses are in no entry; the first is at line {line}": (
        "어느 항목에도 들지 않은 주소가 있습니다 (모두 {n}, 처음은 {line}행)"
    ),
    "begin a line with the address (https://…), or write all entries of the file in the same"
    " form; `weeknotes parse --explain` shows how each line was read": (
        "주소(https://…)로 줄을 시작하거나, 파일의 모든 항목을 같은 꼴로 적으세요. `weeknotes parse"
        " --explain`이 줄마다 무엇으로 읽었는지 알려 줍니다"
    ),
    "not shown: a comment, or the address of a link": "보이지 않음: 주석이나 링크의 주소",
    # Links, other programs, and limits
    "the settings in this file are not used": "이 파일의 설정은 쓰이지 않습니다",
    "name the file {name}": "파일 이름을 다음과 같이 바꾸세요: {name}",
    "{files} in the output had been changed, and this build replaced or removed them": (
        "출력 폴더에서 내용이 바뀐 파일을 이번 빌드가 새로 쓰거나 지웠습니다: {files}"
    ),
    "change digests or templates instead; copies are in {folder}": (
        "노트나 템플릿을 고치세요. 바뀐 내용은 다음 폴더에 남겨 두었습니다: {folder}"
    ),
    "{files} of an earlier build had been changed, so this build did not remove them": (
        "이전 빌드가 쓴 파일의 내용이 바뀌어 있어 지우지 않았습니다: {files}"
    ),
    "remove what you do not need": "필요 없는 파일은 직접 지우세요",
    "no build of this site wrote this file, but the site needs a file at this path": (
        "이 사이트의 빌드가 쓴 파일이 아닌데, 사이트의 파일이 들어갈 자리에 있습니다"
    ),
    "this is not a regular file, but the site needs one here": (
        "일반 파일이 아닌데, 사이트의 파일이 들어갈 자리에 있습니다"
    ),
    "this file system has no locks, so builds do not notice each other": (
        "이 파일 시스템은 잠금을 지원하지 않아, 빌드끼리 서로를 알아채지 못합니다"
    ),
    "run only one build of this site at a time": "이 사이트는 한 번에 하나씩만 빌드하세요",
    "this is a link, and files are not written through links": (
        "링크입니다. 링크를 따라 파일을 쓰지 않습니다"
    ),
    "the file is larger than 1 MB": "1MB보다 큽니다",
    "a text here is longer than {n:,} characters": "여기 있는 글이 {n:,}자보다 깁니다",
    "shorten the text; many pages show it": "짧게 줄이세요. 많은 페이지에 들어갑니다",
    "write to {path}": "이 경로에 쓰세요: {path}",
    "this is a link, but builds need a folder here": (
        "링크입니다. 빌드하려면 이 자리에 폴더가 있어야 합니다"
    ),
    "remove the link": "링크를 지우세요",
    "another build into this folder is running": "이 폴더에 빌드하는 다른 프로세스가 있습니다",
    "this folder is reserved for the search index": "검색 색인이 들어가는 폴더입니다",
    "names that begin with {name} are reserved for builds": (
        "빌드할 때만 쓰는 이름입니다. 다음으로 시작하는 이름은 쓸 수 없습니다: {name}"
    ),
    "rename the file or its folder": "파일이나 그 폴더의 이름을 바꾸세요",
    "a tag of {n:,} characters is too long and is read as text": (
        "태그가 {n:,}자로 너무 길어 글로 읽었습니다"
    ),
    "a tag of {n:,} characters is too long": "태그가 {n:,}자로 너무 깁니다",
    "shorten it to at most {n} characters": "{n}자 이하로 줄이세요",
    "this is an error of weeknotes: {error}": "weeknotes의 오류입니다: {error}",
    "undo the last change, and please report the error": (
        "마지막으로 바꾼 것을 되돌리고, 이 오류를 알려 주세요"
    ),
    "rename the file, for example to {name}": "파일 이름을 바꾸세요. 예: {name}",
    "folders are nested too deeply here": "폴더가 너무 깊이 겹쳐 있습니다",
    "move the digests to an outer folder": "노트를 바깥쪽 폴더로 옮기세요",
    "this folder cannot be read: {reason}": "폴더를 읽을 수 없습니다: {reason}",
    "check that this is a folder, and check its permissions": (
        "폴더가 맞는지 확인하고, 권한도 확인하세요"
    ),
    "this link points to a folder; its files are not read": (
        "폴더를 가리키는 링크여서, 그 안의 파일을 읽지 않았습니다"
    ),
    "replace the link with the folder itself, or choose the folder with --notes": (
        "링크 대신 폴더를 직접 두거나, --notes로 그 폴더를 지정하세요"
    ),
    "this is an empty folder with the name of a digest": "이름이 노트와 같은 빈 폴더입니다",
    "rename or remove it": "이름을 바꾸거나 지우세요",
    "there is no terminal for questions; give --title, or --yes to use the"
    " defaults": (
        "물어볼 터미널이 없습니다. --title을 주거나, 기본값을 쓰려면 --yes를 주세요"
    ),
    "there is no file {path}": "파일이 없습니다: {path}",
    "the name of the site": "사이트 이름",
    "your name (may be empty)": "쓰는 사람 이름 (비워도 됩니다)",
    "the public address, https://… (may be empty)": "공개 주소, https://… (비워도 됩니다)",
    "{path} exists already and was not changed": "이미 있어서 그대로 둔 파일: {path}",
    "{path} does not yet say where others can install weeknotes from; follow"
    " step 1 in README.md": (
        "다른 컴퓨터가 weeknotes를 어디에서 설치할지 {path}에 아직 적혀 있지"
        " 않습니다. README.md의 1단계를 따라 하세요"
    ),
    "{path} has this line already: {line}": "이미 필요한 줄이 있는 파일: {path} ({line})",
    "{path} was not changed; add this line to it, in place of an older line for"
    " weeknotes: {line}": (
        "그대로 둔 파일: {path}. weeknotes를 적은 옛 줄이 있으면 지우고 이 줄을 적으세요: {line}"
    ),
    "{path}: replaced the line {old} by {line}": "{path}에서 바꾼 줄: {old} → {line}",
    "no longer needed, you may delete it: {path}": "이제 필요 없어 지워도 되는 파일: {path}",
    "write an http(s) address such as https://example.com/notes/, or nothing": (
        "https://example.com/notes/ 같은 http(s) 주소를 적거나 비워 두세요"
    ),
    "there is no {file} here; is this the folder of the site?": (
        "여기가 사이트의 폴더인지 확인하세요. 여기에 없는 파일: {file}"
    ),
    "next:": "다음에 쓸 명령:",
    "{text} is not an address, an arXiv identifier or a DOI": (
        "주소도 arXiv 번호도 DOI도 아닙니다: {text}"
    ),
    "{week} is not a week such as 2023-04-w4": "2023-04-w4 같은 주가 아닙니다: {week}",
    "--note can be used with only one paper": "--note는 논문 하나에만 쓸 수 있습니다",
    "read before: {weeks}": "전에 읽은 주: {weeks}",
    "the week already has this paper; with --note or --tag, the paper is added again": (
        "이 논문은 이 주에 이미 있습니다. --note나 --tag를 주면 한 번 더 적습니다"
    ),
    "looking for {papers} on the network …": "인터넷에서 찾는 중: {papers} …",
    "no title was found, so only the address was written: {reason}": (
        "제목을 찾지 못해 주소만 적었습니다. 이유: {reason}"
    ),
    "`weeknotes fill --write` looks for the title again": (
        "나중에 `weeknotes fill --write`로 제목을 다시 찾을 수 있습니다"
    ),
    "weeknotes would not read this as a title, so it was left out: {title}": (
        "노트에 적으면 제목으로 읽히지 않아서 뺐습니다: {title}"
    ),
    "weeknotes would not read these as authors, so they were left out: {names}": (
        "노트에 적으면 저자로 읽히지 않아서 뺐습니다: {names}"
    ),
    "weeknotes would not read this as one entry: {text}": (
        "노트에 적으면 한 항목으로 읽히지 않습니다: {text}"
    ),
    "write the entry with an editor": "편집기로 적으세요",
    "write the entry with an editor; a line of a note must not begin with an address": (
        "편집기로 적으세요. 메모에서는 줄 맨 앞에 주소를 둘 수 없습니다"
    ),
    "{editor} cannot be started ({reason}); set the environment variable EDITOR": (
        "편집기를 시작할 수 없습니다: {editor} ({reason}). 환경 변수 EDITOR를 정하세요"
    ),
    "there is no editor; set the environment variable EDITOR": (
        "편집기가 없습니다. 환경 변수 EDITOR를 정하세요"
    ),
    "this cannot be a hashtag: {tags}": "태그로 쓸 수 없습니다: {tags}",
    "there is no connection to {host}": "연결할 수 없습니다: {host}",
    "the answer is not valid HTTP": "서버의 응답이 올바른 HTTP가 아닙니다",
    "the address leads to {url}, which does not begin with https://": (
        "https://가 아닌 주소로 이어집니다: {url}"
    ),
    "the entry has the addresses of several papers": "논문 여러 편의 주소가 있습니다",
    "there are too many redirects": "리디렉션이 너무 많습니다",
    "the server is busy; try again later": "서버가 바쁩니다. 나중에 다시 해 보세요",
    "the server answers with {status}": "서버의 응답 코드: {status}",
    "the server did not answer in time": "서버가 제때 응답하지 않았습니다",
    "arXiv has no paper with this identifier": "arXiv에 이 번호의 논문이 없습니다",
    "the answer is not an Atom feed": "응답이 Atom 피드가 아닙니다",
    "the answer is not CSL-JSON": "응답이 CSL-JSON이 아닙니다",
    "the answer has no title": "응답에 제목이 없습니다",
    "the address is not a web page": "웹 페이지가 아닙니다",
    "the page has no title": "페이지에 제목이 없습니다",
    "{week} is not over, but has the date {day} in the feeds; see the setting"
    " feed_day": (
        "{week} 주가 아직 끝나지 않았는데, 피드의 날짜는 {day}입니다. 설정"
        " feed_day를 보세요"
    ),
    "this week has no entries, so it is in no feed and not on the home page": (
        "이 주에는 항목이 없어서 피드와 첫 페이지에 나오지 않습니다"
    ),
    "write an address at the start of a line, or `draft: true` in the front matter": (
        "줄 맨 앞에 주소를 적거나, 파일 맨 앞의 `---` 두 줄 사이에 `draft: true`를 적으세요"
    ),
    "no source knows this work": "어디에서도 찾지 못했습니다",
    "{path} is not JSON": "JSON 파일이 아닙니다: {path}",
    "{path} is not a list of CSL-JSON items": "CSL-JSON 항목의 목록이 아닙니다: {path}",
    "this file cannot be read as UTF-8 text: {path}": "UTF-8 텍스트로 읽을 수 없는 파일: {path}",
    "this work is not in {path}": "다음 파일에 없습니다: {path}",
    "filled {path}": "채운 파일: {path}",
    "weeknotes would not read the result as title and authors": (
        "노트에 적으면 제목과 저자로 읽히지 않습니다"
    ),
    "the title found is different: {title}": "제목이 다릅니다: {title}",
    "no authors are known": "저자를 알 수 없습니다",
    "{entries} completed, {left} not completed": "채운 것: {entries}, 남은 것: {left}개",
    "{path}: {reason}": "{path}: {reason}",
    "{path} contains nothing that can be imported": "가져올 것이 없습니다: {path}",
    "there is already a folder {path}": "이미 있는 폴더입니다: {path}",
    "left out, because these cannot be hashtags: {tags}": "태그로 쓸 수 없어 뺀 것: {tags}",
    "not imported, because it has no address: {title}": (
        "주소가 없어서 가져오지 않았습니다: {title}"
    ),
    "not imported, because weeknotes would not read it as one entry: {title}": (
        "노트에 적으면 한 항목으로 읽히지 않아서 가져오지 않았습니다: {title}"
    ),
    "{entries} written, {left} left out": "적은 것: {entries}, 뺀 것: {left}개",
}

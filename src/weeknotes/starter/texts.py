"""The texts of a new site, by language."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class StarterTexts(NamedTuple):
    """The texts of a new site in one language: comments in its files, and the first digest."""

    settings_head: str
    author_example: str
    settings_rest: str
    digest: str
    requirements: str
    unknown_install: str
    workflow: str
    readme: str


_ENGLISH = StarterTexts(
    settings_head=(
        "# `weeknotes explain` lists all settings, `weeknotes explain base_url` explains one.\n"
        "# `base_url` is the public address of the site; without it there are no feeds."
    ),
    author_example="Your Name",
    settings_rest="""\
timezone: UTC
feed_day: first
# license: CC BY 4.0
# For a page about you, write pages/about.md. To link to it, take the `# ` off these lines:
# nav:
#   Weeks: weeks
#   Papers: papers
#   Topics: tags
#   Authors: authors
#   Search: search
#   About: about.html""",
    digest="""\
This is the first digest. It shows what you can write. You may delete all of it except the week.
https://arxiv.org/abs/1412.6980
Adam: A Method for Stochastic Optimization (Diederik P. Kingma, Jimmy Ba)
The address begins an entry. The line below it has the title, and the authors in brackets.
Each line of text is a paragraph. Write **bold**, `code`, and formulas such as $O(n^2)$.
#training #optimization
https://arxiv.org/abs/1503.02531
Distilling the Knowledge in a Neural Network (Geoffrey Hinton, Oriol Vinyals, Jeff Dean)
Double brackets link to another paper, here to [[Adam: A Method for Stochastic Optimization]].
Hashtags end an entry. `weeknotes add` writes new entries for you.
#training #distillation
""",
    requirements="# What this site is built with.\n",
    unknown_install=(
        "# weeknotes was installed from a folder of one machine. Other machines cannot read it.\n"
        "# These two commands put a copy of weeknotes beside this file, and write its name here:\n"
        "#     pip wheel --no-deps -w . PATH-OF-CHECKOUT\n"
        "#     weeknotes init --install weeknotes-VERSION-py3-none-any.whl\n"
        "# Or write an address, for example:\n"
        "# weeknotes @ git+https://HOST/PATH/weeknotes.git\n"
    ),
    workflow=(
        '# Builds and publishes the site after each push.  Choose "GitHub Actions" once as the\n'
        "# source of the site, in the settings of the repository under Pages.\n"
    ),
    readme="""\
Notes on what I read, in `notes/`, one file for each week. weeknotes makes a site from these files.

    pip install -r requirements.txt
    weeknotes add 2304.07880  # adds a paper to the digest of this week
    weeknotes serve --open    # shows the site while you write
    weeknotes check           # finds possible mistakes
    weeknotes build           # writes the site into site/

To publish on GitHub Pages:

1. Skip this step if `requirements.txt` names a wheel or an address of weeknotes. Otherwise run
   these two commands. They put a copy of weeknotes into this folder and write the name of the copy
   into `requirements.txt`.
   `PATH-OF-CHECKOUT` is the folder that you installed weeknotes from.

       pip wheel --no-deps -w . PATH-OF-CHECKOUT
       weeknotes init --install weeknotes-VERSION-py3-none-any.whl

2. Set `base_url` in `weeknotes.yml` to `https://USER.github.io/REPOSITORY/`.
3. Make an empty repository on GitHub, and push this folder to its branch `main`:

       git init -b main
       git add .
       git commit -m "First digest"
       git remote add origin https://github.com/USER/REPOSITORY.git
       git push -u origin main

4. In the settings of the repository, under Pages, choose "GitHub Actions" as the source.
5. If you pushed before step 4, the first run failed. Under Actions, open "Publish" and press "Run
   workflow".

From then on, each push publishes the site (`.github/workflows/pages.yml`).

In a public repository, everybody can read the files in `notes/`. So everybody can see drafts,
comments (`%% … %%`, `<!-- … -->`) and older versions, which the site does not show. Keep drafts
that nobody may see in `notes/_drafts/`, which git ignores (`.gitignore`).
""",
)

_KOREAN = StarterTexts(
    settings_head=(
        "# `weeknotes explain`은 설정을 모두 보여 주고, `weeknotes explain base_url`은 하나를\n"
        "# 설명합니다(영어). `base_url`은 사이트의 공개 주소입니다. 없으면 피드를 만들지 않습니다."
    ),
    author_example="이름",
    settings_rest="""\
timezone: Asia/Seoul
feed_day: first
# license: CC BY 4.0
# 소개 페이지는 pages/about.md에 씁니다. 메뉴에 넣으려면 아래 줄의 `# `을 지우세요.
# nav:
#   주간: weeks
#   논문: papers
#   주제: tags
#   저자: authors
#   검색: search
#   소개: about.html""",
    digest="""\
첫 노트입니다. 쓸 수 있는 것을 하나씩 보여 줍니다. 주를 적은 줄만 남기고 모두 지워도 됩니다.
https://arxiv.org/abs/1412.6980
Adam: A Method for Stochastic Optimization (Diederik P. Kingma, Jimmy Ba)
주소에서 한 항목이 시작됩니다. 그 아래 줄에 제목을 적고, 괄호 안에 저자를 적습니다.
글은 한 줄이 한 문단입니다. **굵은 글씨**와 `코드`, $O(n^2)$ 같은 수식도 쓸 수 있습니다.
#training #optimization
https://arxiv.org/abs/1503.02531
Distilling the Knowledge in a Neural Network (Geoffrey Hinton, Oriol Vinyals, Jeff Dean)
[[Adam: A Method for Stochastic Optimization]]처럼 쓰면 그 논문으로 가는 링크가 됩니다.
태그에서 항목이 끝납니다. 새 항목은 `weeknotes add`로 추가할 수 있습니다.
#training #distillation
""",
    requirements="# 이 사이트를 만드는 데 필요한 것입니다.\n",
    unknown_install=(
        "# weeknotes를 이 컴퓨터의 폴더에서 설치했습니다. 다른 컴퓨터는 그 폴더를 읽을 수\n"
        "# 없습니다. 다음 두 명령은 weeknotes를 이 파일 옆에 복사하고 그 이름을 여기에 적습니다.\n"
        "#     pip wheel --no-deps -w . 내려받은-폴더\n"
        "#     weeknotes init --install weeknotes-VERSION-py3-none-any.whl\n"
        "# 주소를 적어도 됩니다. 예:\n"
        "# weeknotes @ git+https://HOST/PATH/weeknotes.git\n"
    ),
    workflow=(
        '# push할 때마다 사이트를 만들어 공개합니다. 저장소 설정의 Pages에서 "GitHub Actions"를\n'
        "# 한 번 고르세요.\n"
    ),
    readme="""\
읽은 것에 대한 노트입니다. `notes/`에 한 주에 한 파일씩 적습니다. weeknotes로 사이트를 만듭니다.

    pip install -r requirements.txt
    weeknotes add 2304.07880  # 이번 주 노트에 논문을 추가합니다
    weeknotes serve --open    # 쓰는 동안 사이트를 보여 줍니다
    weeknotes check           # 실수로 보이는 것을 찾습니다
    weeknotes build           # site/에 사이트를 만듭니다

GitHub Pages에 공개하려면 이렇게 합니다.

1. `requirements.txt`에 weeknotes의 wheel 파일이나 주소가 있으면 건너뜁니다. 없으면 이 두
   명령을 실행합니다. weeknotes를 이 폴더에 복사하고 그 이름을 `requirements.txt`에 적습니다.
   `내려받은-폴더`는 weeknotes를 설치할 때 쓴 폴더입니다.

       pip wheel --no-deps -w . 내려받은-폴더
       weeknotes init --install weeknotes-VERSION-py3-none-any.whl

2. `weeknotes.yml`의 `base_url`에 `https://USER.github.io/REPOSITORY/`를 적습니다.
3. GitHub에 빈 저장소를 만들고, 이 폴더를 그 `main` 브랜치에 push합니다.

       git init -b main
       git add .
       git commit -m "첫 노트"
       git remote add origin https://github.com/USER/REPOSITORY.git
       git push -u origin main

4. 저장소 설정의 Pages에서 "GitHub Actions"를 고릅니다.
5. 4단계보다 먼저 push했으므로 첫 실행은 실패했을 수 있습니다. 저장소의 Actions에서 "Publish"를
   열고 "Run workflow"를 누릅니다.

그다음부터는 push할 때마다 사이트가 공개됩니다(`.github/workflows/pages.yml`).

공개 저장소에서는 누구나 `notes/`의 파일을 그대로 볼 수 있습니다. 사이트에 나오지 않는 초고와
주석(`%% … %%`, `<!-- … -->`), 예전 내용까지 보입니다. 보이면 안 되는 초고는 `notes/_drafts/`에
두세요. git이 이 폴더를 무시합니다(`.gitignore`).
""",
)

TEXTS: Mapping[str, StarterTexts] = MappingProxyType({"en": _ENGLISH, "ko": _KOREAN})
"""The texts by the tag of the language."""

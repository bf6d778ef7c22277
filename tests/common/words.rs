//! Made-up news copy: sentences from a list of words, the same for the same seed.

const PLACES: &[&str] = &[
    "望潮区",
    "柳汀镇",
    "石埠码头",
    "青岚山",
    "听雪湖",
    "云麓新城",
    "老城东街",
    "南门外大街",
    "澜江北岸",
    "东郊",
    "城西",
    "滨河一路",
    "科技园",
    "旧货市场",
    "中心小学",
    "第二医院",
    "高铁站",
    "体育公园",
    "图书馆",
    "果园村",
];
const WHO: &[&str] = &[
    "居民代表",
    "值班民警",
    "公交司机",
    "种粮大户",
    "社区志愿者",
    "小学教师",
    "环卫工人",
    "市政设计师",
    "退休职工",
    "菜农",
    "外卖骑手",
    "护士长",
    "青年工匠",
    "渔业合作社",
    "街道办事处",
    "市气象台",
    "文物保护所",
    "供水公司",
    "农业专家",
    "法律援助中心",
];
const WHEN: &[&str] = &[
    "昨天上午",
    "本周以来",
    "入冬之后",
    "去年年底",
    "连续三个月",
    "上个月初",
    "这几天",
    "从今年春天起",
    "两年间",
    "清晨五点",
    "节日期间",
    "雨停之后",
    "每逢周末",
    "傍晚时分",
    "今年前十个月",
];
const DOES: &[&str] = &[
    "走访了",
    "修好了",
    "清点过",
    "重新测量",
    "陆续搬进",
    "公布了",
    "登记了",
    "检查完",
    "收割了",
    "改造了",
    "讨论了",
    "接通了",
    "试用了",
    "记录下",
    "送来了",
    "整理出",
    "加固了",
    "开放了",
    "种下了",
    "照看着",
];
const WHAT: &[&str] = &[
    "三十七户人家的老旧水管",
    "一批过冬的棉被",
    "沿河两岸的步道",
    "新到的课桌椅",
    "半个世纪前的账本",
    "十二条巷子的路灯",
    "一千多亩晚稻",
    "刚刚完工的风雨廊桥",
    "大棚里的头茬草莓",
    "公共自行车的停放点",
    "社区食堂的菜单",
    "夜间门诊的安排",
    "废弃厂房的屋顶",
    "渡口边的老榕树",
    "孩子们的合唱谱子",
    "下水井盖的编号",
    "一座小型变电站",
    "山路上的护栏",
    "农机的保养手册",
    "居民议事会的章程",
];
const THEN: &[&str] = &[
    "大家说这样住得踏实",
    "负责人表示还要再看一个季度",
    "数字比去年同期多了一成",
    "具体办法将另行公布",
    "附近的店铺也跟着早开了门",
    "不少人专程赶来看",
    "问题当场就有了着落",
    "花费由三方分担",
    "进度比原来的计划快了半个月",
    "老人们对此最有发言权",
    "记录本上写得清清楚楚",
    "剩下的工作安排在下周",
    "谁也没有想到会这样顺利",
    "经验随后在全市推开",
    "有关部门作了详细的说明",
    "水位因此低了二十厘米",
    "夜里的噪声明显小了",
    "来回的路程缩短到一刻钟",
    "家家都分到一份",
    "这件事就此定了下来",
];
const LINKS: &[&str] = &["同时", "此外", "据了解", "记者看到", "与往年不同", "按照安排", "在现场", "接下来"];

/// Numbers that look random and are the same in every run.
///
/// Source: G. Marsaglia, "Xorshift RNGs", 2003, the triple 13, 7, 17.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) % bound.max(1) as u64) as usize
    }

    fn of(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }
}

fn sentence(chance: &mut Chance) -> String {
    let (when, place, who) = (chance.of(WHEN), chance.of(PLACES), chance.of(WHO));
    let (does, what, then) = (chance.of(DOES), chance.of(WHAT), chance.of(THEN));
    match chance.below(6) {
        0 => format!("{when}，{place}的{who}{does}{what}，{then}。"),
        1 => format!("{}，{who}{when}在{place}{does}{what}；{then}。", chance.of(LINKS)),
        2 => format!("“{then}。”{place}的{who}这样说。"),
        3 => format!("{who}{does}{what}、{}，前后用了{}天，{then}。", chance.of(WHAT), 2 + chance.below(97)),
        4 => format!("{place}{when}{does}{what}（共{}处），{then}。", 3 + chance.below(900)),
        _ => format!("{when}，{what}在{place}有了新的着落：{who}{does}{}，{then}。", chance.of(WHAT)),
    }
}

/// Paragraphs that together have exactly `characters` characters.
pub(crate) fn paragraphs(seed: u64, characters: usize, count: usize) -> Vec<String> {
    let mut chance = Chance::new(seed);
    let count = count.max(1);
    let mut made = Vec::with_capacity(count);
    for index in 0..count {
        let wanted = characters / count + usize::from(index < characters % count);
        let mut text = String::new();
        while text.chars().count() < wanted {
            text += &sentence(&mut chance);
        }
        let mut kept: Vec<char> = text.chars().take(wanted).collect();
        mend_end(&mut kept);
        made.push(kept.into_iter().collect());
    }
    made
}

/// A paragraph that was cut ends in a full stop all the same, with no mark or open bracket before it.
fn mend_end(text: &mut [char]) {
    let opened = |text: &[char], open, close| {
        text.iter().filter(|&&c| c == open).count() > text.iter().filter(|&&c| c == close).count()
    };
    if let [.., before, last] = text {
        if "，；：、。“”（）".contains(*before) {
            *before = '了';
        }
        *last = '。';
    }
    if opened(text, '“', '”')
        && let Some(at) = text.iter().rposition(|&c| c == '“')
    {
        text[at] = '又';
    }
    if opened(text, '（', '）')
        && let Some(at) = text.iter().rposition(|&c| c == '（')
    {
        text[at] = '计';
    }
}

/// A headline of two clauses, 10 to 16 characters.
pub(crate) fn headline(seed: u64) -> String {
    let mut chance = Chance::new(seed ^ 0x5bd1);
    let first =
        chance.of(&["水管换新", "夜路亮灯", "老桥复通", "冬小麦出苗", "廊桥完工", "渡口改造", "食堂开门", "棉被到户"]);
    let second = chance.of(&[
        "三十七户过暖冬",
        "居民夜归更安心",
        "半月之内见成效",
        "各方分担一起办",
        "街坊都来看一看",
        "还要再看一季度",
    ]);
    format!("{first} {second}")
}
